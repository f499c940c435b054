import { Client } from 'pg';
import { arrivals } from './arrivals.js';

/**
 * `notified URL COUNT`: so many connections to PostgreSQL that listen, as `stream-readers` does to a stream.
 */
const [url, count] = process.argv.slice(2) as [string, string];
const arrived = arrivals(Number(count));

for (let index = 0; index < Number(count); index += 1) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('LISTEN bench_changes');
  client.on('notification', () => arrived(index));
}
console.log(JSON.stringify({ address: url }));
