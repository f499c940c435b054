import { civilDate } from '../domain/values/civil-date.js';
import { render, SAMPLE } from '../reading/tables/budget.fixture.js';
import { examine } from '../reading/examine.js';
import { Examiner } from './examiner.js';
import { docxOf, workbookOf, xlsxOf } from '../reading/readers/office/office.fixture.js';

const DAY = civilDate('2024-02-01');
const text = new TextEncoder().encode(render(SAMPLE, 'tabs'));
const lines = new TextEncoder().encode('本年度的情况见下表\n'.repeat(190_000));

describe('An examiner', () => {
  const made: Examiner[] = [];
  const examiner = (...given: ConstructorParameters<typeof Examiner>) => {
    made.push(new Examiner(...given));
    return made.at(-1)!;
  };
  afterEach(() => Promise.all(made.splice(0).map((each) => each.close())));

  it('answers what reading in place answers, for every kind of file', async () => {
    const asked = examiner();
    for (const bytes of [text, xlsxOf(workbookOf(SAMPLE)), await docxOf(SAMPLE)])
      expect(await asked.examine(bytes, 'a', DAY)).toEqual(await examine(bytes, 'a', DAY));
  });

  it('refuses as reading in place does, and goes on', async () => {
    const asked = examiner();
    await expect(asked.examine(new Uint8Array(), 'a.txt')).rejects.toMatchObject({
      name: 'Refusal',
      code: 'document-unreadable',
      message: 'a.txt is empty: give the published budget.',
    });
    expect((await asked.examine(text, 'b.txt')).file).toBe('b.txt');
  });

  it('leaves the event loop free', async () => {
    const asked = examiner();
    const book = xlsxOf(workbookOf(SAMPLE));
    await asked.examine(book, 'warm.xlsx');
    const before = performance.eventLoopUtilization();
    const started = performance.now();
    await Promise.all(Array.from({ length: 12 }, () => asked.examine(book, 'a.xlsx')));
    const { active } = performance.eventLoopUtilization(before);
    // The machine may be busy; what this thread does itself is a small part of the whole all the same.
    expect(active / (performance.now() - started)).toBeLessThan(0.25);
  });

  it('refuses what takes too long, and ends the thread', async () => {
    await expect(examiner({ documentMs: 1 }).examine(lines, 'slow.txt')).rejects.toMatchObject({
      code: 'document-too-costly',
      message: expect.stringMatching(/^slow\.txt takes more than 0\.001 seconds to read, /),
    });
  });

  it('refuses what takes too much memory, and goes on', async () => {
    const asked = examiner({ documentHeapMebibytes: 24 });
    await expect(asked.examine(lines, 'large.txt')).rejects.toMatchObject({
      code: 'document-too-costly',
      message: expect.stringMatching(/^large\.txt takes more than 24 MiB of memory to read, /),
    });
    expect((await asked.examine(text, 'b.txt')).file).toBe('b.txt');
  });

  it('answers in turn when more is asked than it has threads', async () => {
    const asked = examiner();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(names.map((name) => asked.examine(text, name)));
    expect(answers.map(({ file }) => file)).toEqual(names);
  });
});
