import { asText, grid } from '../../cli/grid.js';
import type { Ledger } from '../../cli/ledger.js';
import { text, required, value } from '../../cli/options.js';
import { say } from '../../cli/say.js';
import { verb, type Outcome, type Verb } from '../../cli/verb.js';
import { filterFlags } from '../filter-flags.js';
import type { Groups } from './groups.js';
import type { GroupAnswer, SettledAnswer } from './groups.answer.js';

/** The command line is trusted, and has no subject. */
const OWNER = null;

const count = (placeholder: string, help: string, max: number) =>
  value(placeholder, help, (given) => {
    if (!/^\d{1,15}$/.test(given) || Number(given) > max)
      throw new Error(`"${given}" is not a number from 0 to ${max}.`);
    return Number(given);
  });

/** Works with the groups of a ledger. */
const withGroups = <T>(ledger: Ledger, work: (groups: Groups) => Promise<T>): Promise<T> =>
  ledger.read(async ({ get }) => {
    const { EventLog } = await import('../../log/event-log.js');
    const { Views } = await import('../../views/views-database.js');
    const { NamesInLog } = await import('../names-in-log.js');
    const { groupStoreAt } = await import('./open-group-store.js');
    const module = await import('./groups.js');
    const log = get(EventLog);
    const store = await groupStoreAt(ledger.config.groups);
    try {
      return await work(new module.Groups(log, get(Views), new NamesInLog(log), store));
    } finally {
      await store.close();
    }
  });

const ofGroup = { group: required('<group>', 'its name') };
const ofLease = { ...ofGroup, lease: required('<lease>', 'the id of the lease') };
const reason = text('TEXT', 'why');

const groupsText = (groups: readonly GroupAnswer[]) => (style: Parameters<typeof grid>[2]) =>
  groups.length === 0
    ? `${say`no groups`}\n`
    : asText(
        grid(
          groups,
          [
            { header: 'group', cell: ({ name }) => name },
            { header: 'events behind', cell: ({ lag }) => String(lag.events), figure: true },
            { header: 'seconds behind', cell: ({ lag }) => String(lag.seconds), figure: true },
            { header: 'leases', cell: ({ leases }) => String(leases), figure: true },
            {
              header: 'parked',
              cell: ({ parked }) => String(parked.reduce((sum, { events }) => sum + events, 0)),
              figure: true,
            },
          ],
          style,
        ),
      );

const one = (group: GroupAnswer): Outcome => ({ answer: group, text: groupsText([group]) });
const settled = (answer: SettledAnswer): Outcome => ({
  answer,
  text: () =>
    `${answer.parked ? say`${answer.events} changes parked` : say`${answer.events} changes`}\n`,
});

const put = verb({
  words: 'groups put',
  summary: 'make a group of workers that share the changes, or change how it delivers',
  positionals: ofGroup,
  options: {
    ...filterFlags,
    start: text('PLACE', 'of a new group: beginning (default), end, or a token'),
    'max-attempts': count(
      'N',
      'how often an event may fail before it is parked (default 10)',
      1_000,
    ),
    'lease-seconds': count('N', 'seconds after which a lease ends by itself (default 60)', 86_400),
  },
  run: async ({ positionals: { group }, options, ledger }) => {
    const {
      start,
      'max-attempts': maxAttempts,
      'lease-seconds': leaseSeconds,
      ...wanted
    } = options;
    const filter = Object.fromEntries(
      Object.entries(wanted)
        .filter(([, values]) => values !== undefined)
        .map(([name, values]) => [name, values!.map(String)]),
    );
    const settings = { start, maxAttempts, leaseSeconds };
    const change = Object.keys(filter).length === 0 ? settings : { ...settings, filter };
    return one(await withGroups(ledger, (groups) => groups.put(group, change, OWNER)));
  },
});

const list = verb({
  words: 'groups list',
  summary: 'list the groups: how far behind they are, and what is parked',
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const found = await withGroups(ledger, (groups) => groups.list(OWNER));
    return { answer: found, text: groupsText(found) };
  },
});

const show = verb({
  words: 'groups show',
  summary: 'show a group',
  positionals: ofGroup,
  options: {},
  run: async ({ positionals: { group }, ledger }) =>
    one(await withGroups(ledger, (groups) => groups.show(group, OWNER))),
});

const remove = verb({
  words: 'groups delete',
  summary: 'remove a group with its place',
  positionals: ofGroup,
  options: {},
  run: async ({ positionals: { group }, ledger }) =>
    one(await withGroups(ledger, (groups) => groups.delete(group, OWNER))),
});

const lease = verb({
  words: 'groups lease',
  summary: 'take changes of one budget, which nobody else gets until they are settled',
  positionals: ofGroup,
  options: { max: count('N', 'how many changes at most (default 100)', 100) },
  run: async ({ positionals: { group }, options: { max = 100 }, common, ledger }) => {
    const answer = await withGroups(ledger, (groups) =>
      groups.lease(group, common.actor, Math.max(1, max), OWNER),
    );
    return {
      answer,
      text: () =>
        answer.lease === null
          ? `${say`nothing to do`}\n`
          : [
              say`lease ${answer.lease.id} of ${answer.lease.stream} until ${answer.lease.until}`,
              ...answer.lease.changes.map((each) => JSON.stringify(each)),
              '',
            ].join('\n'),
    };
  },
});

const ack = verb({
  words: 'groups ack',
  summary: 'say that the changes of a lease are done',
  positionals: ofLease,
  options: { through: count('SEQUENCE', 'only those up to this one', Number.MAX_SAFE_INTEGER) },
  run: async ({ positionals, options: { through }, ledger }) =>
    settled(
      await withGroups(ledger, (groups) =>
        groups.ack(positionals.group, positionals.lease, through, OWNER),
      ),
    ),
});

const nack = verb({
  words: 'groups nack',
  summary: 'say that the first change of a lease has failed: it is handed out again, or parked',
  positionals: ofLease,
  options: {
    reason,
    delay: count('SECONDS', 'how many seconds to wait before it is handed out again', 86_400),
  },
  run: async ({ positionals, options: { reason: why, delay = 0 }, ledger }) =>
    settled(
      await withGroups(ledger, (groups) =>
        groups.nack(
          positionals.group,
          positionals.lease,
          { reason: why ?? 'no reason was given', delaySeconds: delay },
          OWNER,
        ),
      ),
    ),
});

const park = verb({
  words: 'groups park',
  summary: 'park the changes of a lease with the later ones of their budget',
  positionals: ofLease,
  options: { reason },
  run: async ({ positionals, options: { reason: why = 'no reason was given' }, ledger }) =>
    settled(
      await withGroups(ledger, (groups) =>
        groups.park(positionals.group, positionals.lease, why, OWNER),
      ),
    ),
});

const replay = verb({
  words: 'groups replay',
  summary: 'say how many changes are parked; with --events, hand them out again',
  positionals: ofGroup,
  options: { events: count('N', 'the number that is parked', Number.MAX_SAFE_INTEGER) },
  run: async ({ positionals: { group }, options: { events }, ledger }) => {
    const answer = await withGroups(ledger, (groups) => groups.replay(group, events, OWNER));
    return {
      answer,
      text: () =>
        answer.replayed
          ? `${say`${answer.events} changes are handed out again`}\n`
          : `${say`${answer.events} changes are parked: groups replay ${group} --events ${answer.events} hands them out again`}\n`,
    };
  },
});

/** The commands of groups, in the order of `--help`. */
export const groupsVerbs: readonly Verb[] = [
  put,
  list,
  show,
  remove,
  lease,
  ack,
  nack,
  park,
  replay,
];
