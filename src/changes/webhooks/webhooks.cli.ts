import { asText, grid } from '../../cli/grid.js';
import type { Ledger, Service } from '../../cli/ledger.js';
import { flag, required, text } from '../../cli/options.js';
import { said, say } from '../../cli/say.js';
import { EXIT, verb, type Outcome, type Verb } from '../../cli/verb.js';
import { Refusal } from '../../domain/errors.js';
import { count, filterFlags, filterIn } from '../filter-flags.js';
import { sentTo, withGroupStore, type Sent } from '../groups/command-line.js';
import type { ReplayAnswer } from '../groups/groups.answer.js';
import type { SecretAnswer, TestAnswer, WebhookAnswer } from './webhooks.answer.js';
import type { WebhookChange } from './webhooks.js';

/** The webhooks of a ledger, as the commands ask for them. */
interface AskedWebhooks {
  put(name: string, change: WebhookChange): Promise<SecretAnswer>;
  list(): Promise<readonly WebhookAnswer[]>;
  show(name: string): Promise<WebhookAnswer>;
  delete(name: string): Promise<WebhookAnswer>;
  rotate(name: string): Promise<SecretAnswer>;
  test(name: string): Promise<TestAnswer>;
  replay(name: string, events: number | undefined): Promise<ReplayAnswer>;
}

const webhooksOf = (service: Service): AskedWebhooks => {
  const send: Sent = sentTo(service, '/v1/webhooks');
  return {
    put: (name, change) => send('PUT', [name], change),
    list: () => send('GET', []),
    show: (name) => send('GET', [name]),
    delete: (name) => send('DELETE', [name]),
    rotate: (name) => send('POST', [name, 'rotate'], {}),
    test: (name) => send('POST', [name, 'test'], {}),
    replay: (name, events) => send('POST', [name, 'replay'], { events }),
  };
};

/** Works with the webhooks of a ledger: those of a service are of the caller's token; who has the data folder has every webhook. */
const withWebhooks = <T>(
  ledger: Ledger,
  work: (webhooks: AskedWebhooks) => Promise<T>,
): Promise<T> => {
  if (ledger.service !== undefined) return work(webhooksOf(ledger.service));
  return withGroupStore(ledger, async (store, log, views, names) => {
    const { Targets } = await import('./target.js');
    const { WebhookGroups, Webhooks } = await import('./webhooks.js');
    const groups = new WebhookGroups(log, views, names, store);
    const webhooks = new Webhooks(groups, store, new Targets(ledger.config.webhookNetworks));
    const all = undefined;
    return work({
      put: (name, change) => webhooks.put(name, change, all),
      list: () => webhooks.list(all),
      show: (name) => webhooks.show(name, all),
      delete: (name) => webhooks.delete(name, all),
      rotate: (name) => webhooks.rotate(name, all),
      test: (name) => webhooks.test(name, all),
      replay: (name, events) => webhooks.replay(name, events, all),
    });
  });
};

const ofWebhook = { webhook: required('<webhook>', 'its name') };

const parkedIn = ({ group }: WebhookAnswer): number =>
  group.parked.reduce((sum, { events }) => sum + events, 0);

const webhooksText = (webhooks: readonly WebhookAnswer[]) => (style: Parameters<typeof grid>[2]) =>
  webhooks.length === 0
    ? `${say`no webhooks`}\n`
    : asText(
        grid(
          webhooks,
          [
            { header: 'webhook', cell: ({ name }) => name },
            { header: 'address', cell: ({ url }) => url },
            {
              header: 'events behind',
              cell: ({ group }) => String(group.lag.events),
              figure: true,
            },
            { header: 'parked', cell: (each) => String(parkedIn(each)), figure: true },
            { header: 'last answer', cell: ({ attempts }) => lastOf(attempts) },
            {
              header: 'disabled',
              cell: ({ disabled }) => (disabled === null ? '' : said(disabled)),
            },
          ],
          style,
        ),
      );

const lastOf = ([last]: WebhookAnswer['attempts']): string =>
  last === undefined ? '' : `${last.at} ${last.status}`;

const one = (webhook: WebhookAnswer): Outcome => ({
  answer: webhook,
  text: (style) =>
    [
      webhooksText([webhook])(style),
      ...webhook.attempts.map(
        ({ at, sequence, status, answer }) =>
          `${say`${at}: change ${String(sequence)}, answer ${String(status)}`} ${answer}`.trimEnd() +
          '\n',
      ),
    ].join(''),
});

const secret = (answer: SecretAnswer): Outcome => ({
  answer,
  text: () =>
    answer.secret === null
      ? `${say`the secret stays as it was`}\n`
      : `${say`secret: ${answer.secret}`}\n${say`It is not shown again.`}\n`,
});

const put = verb({
  words: 'webhooks put',
  summary: 'make a webhook, to which changes are sent while the service runs, or change it',
  positionals: ofWebhook,
  options: {
    url: text('URL', 'where each change is posted'),
    ...filterFlags,
    start: text('PLACE', 'of a new webhook: beginning (default), end, or a token'),
    disable: flag('send nothing, and keep its place'),
    enable: flag('send again what waits'),
  },
  run: async ({ positionals: { webhook }, options, ledger }) => {
    const { url, start, disable, enable, ...wanted } = options;
    if (disable && enable)
      throw new Refusal(
        'malformed',
        '--disable and --enable exclude each other: give one of them.',
      );
    const disabled = disable ? true : enable ? false : undefined;
    return secret(
      await withWebhooks(ledger, async (webhooks) =>
        webhooks.put(webhook, {
          url: url ?? (await webhooks.show(webhook)).url,
          filter: filterIn(wanted),
          start,
          disabled,
        }),
      ),
    );
  },
});

const list = verb({
  words: 'webhooks list',
  summary: 'list the webhooks: how far behind they are, and what is parked',
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const found = await withWebhooks(ledger, (webhooks) => webhooks.list());
    return { answer: found, text: webhooksText(found) };
  },
});

const show = verb({
  words: 'webhooks show',
  summary: 'show a webhook with its last attempts and their answers',
  positionals: ofWebhook,
  options: {},
  run: async ({ positionals: { webhook }, ledger }) =>
    one(await withWebhooks(ledger, (webhooks) => webhooks.show(webhook))),
});

const remove = verb({
  words: 'webhooks delete',
  summary: 'remove a webhook with its place',
  positionals: ofWebhook,
  options: {},
  run: async ({ positionals: { webhook }, ledger }) =>
    one(await withWebhooks(ledger, (webhooks) => webhooks.delete(webhook))),
});

const rotate = verb({
  words: 'webhooks rotate',
  summary: 'make a new secret; the old one signs too for a day',
  positionals: ofWebhook,
  options: {},
  run: async ({ positionals: { webhook }, ledger }) =>
    secret(await withWebhooks(ledger, (webhooks) => webhooks.rotate(webhook))),
});

const test = verb({
  words: 'webhooks test',
  summary: 'send a delivery that is no change, and say what was answered',
  positionals: ofWebhook,
  options: {},
  run: async ({ positionals: { webhook }, ledger }) => {
    const answer = await withWebhooks(ledger, (webhooks) => webhooks.test(webhook));
    const isTaken = answer.status >= 200 && answer.status < 300;
    const status = answer.status === 0 ? say`not delivered:` : String(answer.status);
    return {
      answer,
      text: () => `${status} ${answer.answer}`.trimEnd() + '\n',
      exit: isTaken ? EXIT.ok : EXIT.refused,
    };
  },
});

const replay = verb({
  words: 'webhooks replay',
  summary: 'say how many changes are parked; with --events, send them again',
  positionals: ofWebhook,
  options: { events: count('N', 'the number that is parked', Number.MAX_SAFE_INTEGER) },
  run: async ({ positionals: { webhook }, options: { events }, ledger }) => {
    const answer = await withWebhooks(ledger, (webhooks) => webhooks.replay(webhook, events));
    return {
      answer,
      text: () =>
        answer.replayed
          ? `${say`${answer.events} changes are sent again`}\n`
          : answer.events === 0
            ? `${say`no changes are parked`}\n`
            : `${say`${answer.events} changes are parked: webhooks replay ${webhook} --events ${answer.events} sends them again`}\n`,
    };
  },
});

/** The commands of webhooks, in the order of `--help`. */
export const webhooksVerbs: readonly Verb[] = [put, list, show, remove, rotate, test, replay];
