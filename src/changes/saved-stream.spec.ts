import { checkSavedStream } from './saved-stream.js';

const change = (sequence: number, more: object = {}) => ({
  position: String(sequence),
  sequence,
  id: `id-${sequence}`,
  budget: 'wenhua-2024-department',
  version: sequence - 1,
  ...more,
});
const lines = (...values: readonly object[]) =>
  values.map((each) => `${JSON.stringify(each)}\n`).join('');
const frames = (...values: readonly object[]) =>
  `retry: 1000\n\n${values.map((each) => `id: e1-1\ndata: ${JSON.stringify(each)}\n\n`).join('')}`;
const [one, two, three, four] = [1, 2, 3, 4].map((n) => change(n));

describe('A saved stream', () => {
  it.each([
    ['lines', lines(one!, two!, three!)],
    ['server-sent events', frames(one!, two!, three!)],
    ['CloudEvents', lines(...[one, two, three].map((data) => ({ specversion: '1.0', data })))],
    ['an array', JSON.stringify([one, two, three].map((data) => ({ specversion: '1.0', data })))],
  ])('is complete when every sequence follows the one before: %s', (_, text) => {
    expect(checkSavedStream(text)).toEqual({
      complete: true,
      from: 1,
      to: 3,
      changes: 3,
      skipped: 0,
      repeated: 0,
      problems: [],
    });
  });

  it('names the changes that are missing, and on which line', () => {
    expect(checkSavedStream(lines(one!, four!)).problems[0]).toEqual({
      line: 2,
      message: 'The changes 2 to 3 are missing.',
      missing: { from: 2, to: 3 },
    });
  });

  it('is known to lack its beginning where the beginning is known', () => {
    expect(checkSavedStream(lines(three!, four!)).complete).toBe(true);
    expect(checkSavedStream(lines(three!, four!), 0).problems).toMatchObject([
      { missing: { from: 1, to: 2 } },
    ]);
  });

  it('is complete with what its filter leaves out, and not without', () => {
    const filtered = [change(3, { skipped: 2 }), change(7, { skipped: 3, version: 9 })];
    expect(checkSavedStream(lines(...filtered), 0)).toMatchObject({
      complete: true,
      from: 1,
      to: 7,
      skipped: 5,
    });
    const lost = [filtered[0]!, change(9, { skipped: 1, version: 9 })];
    expect(checkSavedStream(lines(...lost)).problems).toMatchObject([
      { missing: { from: 4, to: 7 } },
    ]);
  });

  it('counts from a checkpoint', () => {
    const checkpoint = 'event: checkpoint\nid: e1-9\ndata: {"token":"e1-9","sequence":9}\n\n';
    const text = `${frames(change(1, { skipped: 0 }))}${checkpoint}`;
    const next = `id: e1-12\ndata: ${JSON.stringify(change(12, { skipped: 2 }))}\n\n`;
    // 2 to 9 are left out before the checkpoint, 10 and 11 after it.
    expect(checkSavedStream(text + next)).toMatchObject({ complete: true, to: 12, skipped: 10 });
    expect(checkSavedStream(frames(one!) + checkpoint).problems).toMatchObject([
      { missing: { from: 2, to: 9 } },
    ]);
    expect(checkSavedStream(frames(change(1, { skipped: 0 })) + next).complete).toBe(false);
  });

  it('may have a change twice, and no other change in its place', () => {
    expect(checkSavedStream(lines(one!, two!, two!, three!))).toMatchObject({
      complete: true,
      repeated: 1,
    });
    for (const other of [{ id: 'other' }, { actor: 'other' }, { prevHash: 'other' }])
      expect(checkSavedStream(lines(one!, two!, { ...two!, ...other })).problems).toMatchObject([
        { message: 'Change 2 stands here again and says something else.' },
      ]);
    // What is left out before a change depends on where its reader began.
    expect(
      checkSavedStream(lines(change(5, { skipped: 2 }), change(5, { skipped: 4 }))).complete,
    ).toBe(true);
    expect(checkSavedStream(lines(one!, two!, one!)).complete).toBe(true);
    expect(checkSavedStream(lines(two!, one!)).problems).toMatchObject([
      { message: 'Change 1 comes after 2.' },
    ]);
  });

  it('is not complete without a change or a place', () => {
    expect(checkSavedStream('')).toMatchObject({ complete: false, changes: 0 });
    expect(
      checkSavedStream('event: checkpoint\nid: e1-9\ndata: {"token":"e1-9","sequence":9}\n\n'),
    ).toMatchObject({ complete: true, to: 9 });
  });

  it('has no hole in the versions of a budget', () => {
    expect(checkSavedStream(lines(one!, { ...two!, version: 2 })).problems[0]!.message).toBe(
      'wenhua-2024-department is at version 2 after 0.',
    );
  });

  it('is told from a file of another kind that has no end of a line', () => {
    expect(checkSavedStream('budgets').problems).toEqual([
      { line: 1, message: 'This line is not a change.', missing: null },
    ]);
  });

  it('is not complete where it is cut off at any byte within a line', () => {
    const text = lines(one!, two!);
    const first = lines(one!).length;
    for (let end = 1; end < text.length; end += 1)
      expect(checkSavedStream(text.slice(0, end)).complete).toBe(end === first);
  });
});
