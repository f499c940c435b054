import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Webhooks } from './webhooks.js';

/** Sends what webhooks wait for, as long as the service runs. */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private readonly logger = new Logger('webhooks');
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly webhooks: Webhooks) {}

  onApplicationBootstrap(): void {
    this.running = this.webhooks.run(this.stop.signal, (error) =>
      this.logger.error(error, 'a webhook was not sent'),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }
}
