import { start } from '../e2e/cli-bin.js';

/** The service in another process, always at the same address. */
export class ServiceProcess {
  readonly name = 'the service';
  private running: ReturnType<typeof start> | undefined;
  private port = '0';

  constructor(
    readonly data: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async again(): Promise<void> {
    const argv = ['serve', '--json', '--port', this.port, '--data', this.data];
    this.running = start(argv, this.env);
    const { stdout, stderr } = this.running.child;
    stderr.resume();
    const said = await new Promise<Buffer | null>((heard) => {
      stdout.once('data', heard);
      stdout.once('end', () => heard(null));
    });
    if (said === null) throw new Error(`the service ended: ${(await this.running.ended).err}`);
    this.port = new URL((JSON.parse(said.toString()) as { address: string }).address).port;
  }

  async kill(): Promise<void> {
    this.running!.child.kill('SIGKILL');
    await this.running!.ended;
  }

  async stop(): Promise<void> {
    this.running?.child.kill('SIGTERM');
    await this.running?.ended;
  }
}
