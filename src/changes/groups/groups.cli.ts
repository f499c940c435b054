import { asText, grid } from '../../cli/grid.js';
import type { Ledger, Service } from '../../cli/ledger.js';
import { text, required } from '../../cli/options.js';
import { said, say } from '../../cli/say.js';
import { verb, type Outcome, type Verb } from '../../cli/verb.js';
import { count, filterFlags, filterIn } from '../filter-flags.js';
import { sentTo, withGroupStore, type Sent } from './command-line.js';
import type { GroupChange } from './groups.js';
import type { GroupAnswer, LeaseAnswer, ReplayAnswer, SettledAnswer } from './groups.answer.js';

/** The groups of a ledger, as the commands ask for them. */
interface AskedGroups {
  put(name: string, change: GroupChange): Promise<GroupAnswer>;
  list(): Promise<readonly GroupAnswer[]>;
  show(name: string): Promise<GroupAnswer>;
  delete(name: string): Promise<GroupAnswer>;
  lease(name: string, max: number): Promise<LeaseAnswer>;
  ack(name: string, lease: string, through: number | undefined): Promise<SettledAnswer>;
  nack(name: string, lease: string, reason: string, delaySeconds: number): Promise<SettledAnswer>;
  park(name: string, lease: string, reason: string): Promise<SettledAnswer>;
  replay(name: string, events: number | undefined): Promise<ReplayAnswer>;
}

const groupsOf = (service: Service): AskedGroups => {
  const send: Sent = sentTo(service, '/v1/groups');
  return {
    put: (name, change) => send('PUT', [name], change),
    list: () => send('GET', []),
    show: (name) => send('GET', [name]),
    delete: (name) => send('DELETE', [name]),
    lease: (name, max) => send('POST', [name, 'lease'], { max }),
    ack: (name, lease, through) => send('POST', [name, 'ack'], { lease, through }),
    nack: (name, lease, reason, delaySeconds) =>
      send('POST', [name, 'nack'], { lease, reason, delaySeconds }),
    park: (name, lease, reason) => send('POST', [name, 'park'], { lease, reason }),
    replay: (name, events) => send('POST', [name, 'replay'], { events }),
  };
};

/** Works with the groups of a ledger: those of a service are of the caller's token; who has the data folder has every group. */
const withGroups = <T>(
  ledger: Ledger,
  actor: string,
  work: (groups: AskedGroups) => Promise<T>,
): Promise<T> => {
  if (ledger.service !== undefined) return work(groupsOf(ledger.service));
  return withGroupStore(ledger, async (store, log, views, names) => {
    const { Groups } = await import('./groups.js');
    const groups = new Groups(log, views, names, store);
    const all = undefined;
    return work({
      put: (name, change) => groups.put(name, change, all),
      list: () => groups.list(all),
      show: (name) => groups.show(name, all),
      delete: (name) => groups.delete(name, all),
      lease: (name, max) => groups.lease(name, actor, max, all),
      ack: (name, id, through) => groups.ack(name, id, through, all),
      nack: (name, id, why, delaySeconds) =>
        groups.nack(name, id, { reason: why, delaySeconds }, all),
      park: (name, id, why) => groups.park(name, id, why, all),
      replay: (name, events) => groups.replay(name, events, all),
    });
  });
};

const ofGroup = { group: required('<group>', 'its name') };
const ofLease = { ...ofGroup, lease: required('<lease>', 'the id of the lease') };
const reason = text('TEXT', 'why');
const NOT_GIVEN = 'no reason was given';

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
            ...(groups.some(({ stopped }) => stopped !== null)
              ? [{ header: 'stopped', cell: ({ stopped }: GroupAnswer) => said(stopped ?? '') }]
              : []),
          ],
          style,
        ),
      );

const one = (group: GroupAnswer): Outcome => ({
  answer: group,
  text: (style) => [groupsText([group])(style), ...detailsOf(group)].join(''),
});

/** The lease that is kept longest, and what is parked, each on a line. */
const detailsOf = ({ oldestLease, parked }: GroupAnswer): readonly string[] => [
  ...(oldestLease === null
    ? []
    : [
        `${say`${oldestLease.stream} is leased by ${oldestLease.worker} for ${oldestLease.seconds} s`}\n`,
      ]),
  ...parked.map(
    ({ stream, events, sequence, reason, seconds }) =>
      `${say`${stream}: ${events} changes from ${sequence} on are parked for ${seconds} s: ${reason}`}\n`,
  ),
];
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
  run: async ({ positionals: { group }, options, common, ledger }) => {
    const {
      start,
      'max-attempts': maxAttempts,
      'lease-seconds': leaseSeconds,
      ...wanted
    } = options;
    const change = { start, maxAttempts, leaseSeconds, filter: filterIn(wanted) };
    return one(await withGroups(ledger, common.actor, (groups) => groups.put(group, change)));
  },
});

const list = verb({
  words: 'groups list',
  summary: 'list the groups: how far behind they are, and what is parked',
  positionals: {},
  options: {},
  run: async ({ common, ledger }) => {
    const found = await withGroups(ledger, common.actor, (groups) => groups.list());
    return { answer: found, text: groupsText(found) };
  },
});

const show = verb({
  words: 'groups show',
  summary: 'show a group',
  positionals: ofGroup,
  options: {},
  run: async ({ positionals: { group }, common, ledger }) =>
    one(await withGroups(ledger, common.actor, (groups) => groups.show(group))),
});

const remove = verb({
  words: 'groups delete',
  summary: 'remove a group with its place',
  positionals: ofGroup,
  options: {},
  run: async ({ positionals: { group }, common, ledger }) =>
    one(await withGroups(ledger, common.actor, (groups) => groups.delete(group))),
});

const lease = verb({
  words: 'groups lease',
  summary: 'take changes of one budget, which nobody else gets until they are settled',
  positionals: ofGroup,
  options: { max: count('N', 'how many changes at most (default 100)', 100) },
  run: async ({ positionals: { group }, options: { max = 100 }, common, ledger }) => {
    const answer = await withGroups(ledger, common.actor, (groups) =>
      groups.lease(group, Math.max(1, max)),
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
  run: async ({ positionals, options: { through }, common, ledger }) =>
    settled(
      await withGroups(ledger, common.actor, (groups) =>
        groups.ack(positionals.group, positionals.lease, through),
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
  run: async ({ positionals, options: { reason: why = NOT_GIVEN, delay = 0 }, common, ledger }) =>
    settled(
      await withGroups(ledger, common.actor, (groups) =>
        groups.nack(positionals.group, positionals.lease, why, delay),
      ),
    ),
});

const park = verb({
  words: 'groups park',
  summary: 'park the changes of a lease with the later ones of their budget',
  positionals: ofLease,
  options: { reason },
  run: async ({ positionals, options: { reason: why = NOT_GIVEN }, common, ledger }) =>
    settled(
      await withGroups(ledger, common.actor, (groups) =>
        groups.park(positionals.group, positionals.lease, why),
      ),
    ),
});

const replay = verb({
  words: 'groups replay',
  summary: 'say how many changes are parked; with --events, hand them out again',
  positionals: ofGroup,
  options: { events: count('N', 'the number that is parked', Number.MAX_SAFE_INTEGER) },
  run: async ({ positionals: { group }, options: { events }, common, ledger }) => {
    const answer = await withGroups(ledger, common.actor, (groups) => groups.replay(group, events));
    return {
      answer,
      text: () =>
        answer.replayed
          ? `${say`${answer.events} changes are handed out again`}\n`
          : answer.events === 0
            ? `${say`no changes are parked`}\n`
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
