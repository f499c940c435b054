import { setImmediate as nextTurn } from 'node:timers/promises';
import { KeyedQueue } from './keyed-queue.js';
import { Notifier } from './notifier.js';
import { OncePerTurn } from './once-per-turn.js';
import { pause } from './pause.js';
import { Queue } from './queue.js';
import { backoffMs, retry } from './retry.js';
import { Turns } from './turns.js';
import { withTimeout } from './with-timeout.js';

/** A task that ends when it is told to. */
const task = <T>(result: T) => {
  let end!: (failure?: Error) => void;
  const ended = new Promise<T>((resolve, reject) => {
    end = (failure) => (failure === undefined ? resolve(result) : reject(failure));
  });
  let started = false;
  const run = (): Promise<T> => {
    started = true;
    return ended;
  };
  return { run, end, isStarted: () => started };
};

const NEVER_MS = 3_600_000;
const never = new Promise<never>(() => undefined);

describe('A queue', () => {
  it('starts a task when the one before has ended, also when that failed', async () => {
    const queue = new Queue();
    const [first, second] = [task('first'), task('second')];
    const results = Promise.allSettled([queue.run(first.run), queue.run(second.run)]);
    await pause(0);
    expect([first.isStarted(), second.isStarted()]).toEqual([true, false]);
    second.end();
    first.end(new Error('failed'));
    expect(await results).toEqual([
      { status: 'rejected', reason: new Error('failed') },
      { status: 'fulfilled', value: 'second' },
    ]);
  });
});

describe('A queue for two tasks at the same time', () => {
  it('starts two, and each further one, in the order of arrival, when one has ended', async () => {
    const queue = new Queue(2);
    const tasks = ['first', 'second', 'third', 'fourth'].map((name) => task(name));
    const results = Promise.allSettled(tasks.map(({ run }) => queue.run(run)));
    const started = async () => {
      await pause(0);
      return tasks.map(({ isStarted }) => isStarted());
    };
    expect(await started()).toEqual([true, true, false, false]);
    tasks[1]!.end(new Error('failed'));
    expect(await started()).toEqual([true, true, true, false]);
    for (const { end } of tasks) end();
    expect((await results).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });
});

describe('A keyed queue', () => {
  it('runs tasks of one key one after another, and tasks of different keys side by side', async () => {
    const queue = new KeyedQueue();
    const [first, second, other] = [task(1), task(2), task(3)];
    const results = Promise.all([
      queue.run('a', first.run),
      queue.run('a', second.run),
      queue.run('b', other.run),
    ]);
    await pause(0);
    expect([first, second, other].map((each) => each.isStarted())).toEqual([true, false, true]);
    for (const each of [other, second, first]) each.end();
    expect(await results).toEqual([1, 2, 3]);
  });

  it('forgets a key whose tasks have ended', async () => {
    const queue = new KeyedQueue();
    const failing = task(1);
    const results = Promise.allSettled([queue.run('a', failing.run)]);
    expect(queue.size).toBe(1);
    failing.end(new Error('failed'));
    await queue.idle();
    expect(await results).toEqual([{ status: 'rejected', reason: new Error('failed') }]);
    expect(queue.size).toBe(0);
  });

  it('rejects when a task throws before it returns a promise, and runs the next one', async () => {
    const queue = new KeyedQueue();
    const failed = queue.run('a', () => {
      throw new Error('failed');
    });
    await expect(failed).rejects.toThrow('failed');
    expect(await queue.run('a', () => Promise.resolve(1))).toBe(1);
  });

  it('lets a task that a running task of the same key adds wait for that one', async () => {
    const queue = new KeyedQueue();
    const order: string[] = [];
    await queue.run('a', async () => {
      void queue.run('a', async () => void order.push('inner'));
      await pause(0);
      order.push('outer');
    });
    await queue.idle();
    expect(order).toEqual(['outer', 'inner']);
  });
});

describe('A pause', () => {
  it('ends when its signal aborts, and does not begin when it has aborted before', async () => {
    const stop = new AbortController();
    const paused = pause(NEVER_MS, stop.signal);
    stop.abort();
    await paused;
    await pause(NEVER_MS, stop.signal);
  });
});

describe('A notifier', () => {
  it('wakes all that wait', async () => {
    const notifier = new Notifier();
    const waiting = [notifier.wait(), notifier.wait({ timeoutMs: NEVER_MS })];
    notifier.notifyAll();
    await Promise.all(waiting);
  });

  it('wakes by its timeout, or when the signal aborts', async () => {
    const notifier = new Notifier();
    await notifier.wait({ timeoutMs: 1 });
    const stop = new AbortController();
    const waiting = notifier.wait({ signal: stop.signal });
    stop.abort();
    await waiting;
    await notifier.wait({ signal: stop.signal });
  });

  it('calls a listener at each notification until it is ended, also by another listener', () => {
    const notifier = new Notifier();
    const calls: string[] = [];
    const endOne = notifier.listen(() => calls.push('one'));
    const endOther = notifier.listen(() => {
      calls.push('other');
      endOther();
    });
    notifier.notifyAll();
    notifier.notifyAll();
    endOne();
    notifier.notifyAll();
    expect(calls).toEqual(['one', 'other', 'one']);
  });
});

describe('A timeout', () => {
  it('gives the result, or the failure, of work that ends in time', async () => {
    expect(await withTimeout(Promise.resolve('done'), NEVER_MS, () => 'late')).toBe('done');
    const failing = withTimeout(Promise.reject(new Error('failed')), NEVER_MS, () => 'late');
    await expect(failing).rejects.toThrow('failed');
  });

  it('gives what the caller makes of work that takes too long', async () => {
    expect(await withTimeout(never, 1, () => 'late')).toBe('late');
    const refused = withTimeout(never, 1, () => {
      throw new Error('late');
    });
    await expect(refused).rejects.toThrow('late');
  });
});

describe('A retry', () => {
  const failingTimes = (times: number) => {
    let attempts = 0;
    return {
      attempt: () => {
        attempts += 1;
        if (attempts <= times) throw new Error(`failure ${attempts}`);
        return `attempt ${attempts}`;
      },
      attempts: () => attempts,
    };
  };

  it('repeats an attempt until it succeeds', async () => {
    expect(await retry(failingTimes(3).attempt, { when: () => true, pauseMs: () => 1 })).toBe(
      'attempt 4',
    );
  });

  it.each`
    because                                | options
    ${'the error is not one to repeat'}    | ${{ when: () => false }}
    ${'the attempts are used up'}          | ${{ when: () => true, attemptsMax: 1 }}
    ${'the next attempt would begin late'} | ${{ when: () => true, timeoutMs: 1_000, pauseMs: () => 2_000 }}
    ${'the caller does not wait any more'} | ${{ when: () => true, signal: AbortSignal.abort() }}
  `('throws the last error when $because', async ({ options }) => {
    const { attempt, attempts } = failingTimes(2);
    await expect(retry(attempt, options)).rejects.toThrow('failure 1');
    expect(attempts()).toBe(1);
  });

  it('waits twice as long after each failure, up to a maximum', () => {
    expect([1, 2, 3, 4, 5].map((failures) => backoffMs(failures, 100, 1_000))).toEqual([
      100, 200, 400, 800, 1_000,
    ]);
  });
});

describe('A question that is asked once per turn', () => {
  it('is asked again in the next turn of the event loop, and after a change of our own', async () => {
    let asked = 0;
    const question = new OncePerTurn(() => (asked += 1));
    expect([question.get(), question.get()]).toEqual([1, 1]);
    await Promise.resolve();
    expect(question.get()).toBe(1);
    question.forget();
    expect(question.get()).toBe(2);
    await nextTurn();
    expect([question.get(), question.get()]).toEqual([3, 3]);
  });

  it('that fails is asked again at once', () => {
    const answers = [new Error('away'), 'here'];
    const question = new OncePerTurn(() => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });
    expect(() => question.get()).toThrow('away');
    expect(question.get()).toBe('here');
  });
});

describe('Work that takes turns', () => {
  it('is done one piece in a turn of the event loop, in the order of asking', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const work = async (name: string): Promise<void> => {
      for (let piece = 1; piece <= 2; piece += 1) {
        await turns.next();
        done.push(`${name}${piece}`);
      }
    };
    const all = Promise.all(['a', 'b', 'c'].map(work));
    const counts: number[] = [];
    while (done.length < 6) {
      await nextTurn();
      counts.push(done.length);
    }
    await all;
    expect(done).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
    expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
