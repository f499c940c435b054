import { idMeant, namesApart, offered, OFFERED_MAX } from './names-apart.js';

const zh = namesApart([
  { id: 'wenhua-2024-department', name: 'wenhua局 2024 部门预算' },
  { id: 'wenhua-2024-unit', name: 'wenhua局 2024 单位预算' },
]);
const en = namesApart([
  { id: 'wenhua-2024-department', name: 'wenhua局 2024 Department' },
  { id: 'wenhua-2024-unit', name: 'wenhua局 2024 Unit' },
]);

describe('The names by which fields offer budgets and agencies', () => {
  it('name the same budget in each language', () => {
    for (const text of ['wenhua局 2024 部门预算', 'wenhua局 2024 Department', ' 部门 '])
      expect(idMeant(text, zh, en)).toBe('wenhua-2024-department');
  });

  it('name none by a text that is in no name, and by one that is in several', () => {
    expect(() => idMeant('没有的', zh, en)).toThrow(/^There is none that is called "没有的"/);
    expect(() => idMeant('2024', zh, en)).toThrow(/^Several names have "2024" in them/);
  });

  it('name one that is in the name of another too', () => {
    const names = namesApart([
      { id: 'a', name: '文化局' },
      { id: 'b', name: '文化局图书馆' },
    ]);
    expect(idMeant('文化局', names)).toBe('a');
  });

  it('are told apart from those too that a field does not offer, in the order in which they came', () => {
    const ids = Array.from({ length: OFFERED_MAX + 1 }, (_, i) => `id-${i}`);
    const last = ids.at(-1)!;
    const names = namesApart(
      ids.map((id) => ({ id, name: id === last ? 'name of id-0' : `name of ${id}` })),
    );
    const texts = offered(names);
    expect(texts.map(([id]) => id)).toEqual(ids.slice(0, OFFERED_MAX));
    for (const [id, text] of texts) expect(idMeant(text, names)).toBe(id);
    expect(idMeant(names.get(last)!, names)).toBe(last);
    expect(() => idMeant('name of id-0', names)).toThrow(/^Several/);
    // Without its id, which tells it from names that were not read.
    expect(idMeant('name of id-1', names)).toBe('id-1');
  });
});
