import { Client } from 'pg';

/**
 * `notified URL COUNT`: so many connections to PostgreSQL that listen, as `stream-readers` does to a stream.
 */
const [url, count] = process.argv.slice(2) as [string, string];
const waiting = new Set<number>();
let first = 0;

for (let index = 0; index < Number(count); index += 1) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('LISTEN bench_changes');
  client.on('notification', () => {
    if (!waiting.delete(index)) return;
    const last = Number(process.hrtime.bigint());
    first ||= last;
    if (waiting.size === 0) process.stdout.write(`${JSON.stringify({ first, last })}\n`);
  });
}
process.on('SIGUSR2', () => {
  for (let index = 0; index < Number(count); index += 1) waiting.add(index);
  first = 0;
  process.stdout.write('armed\n');
});
console.log(JSON.stringify({ address: url }));
