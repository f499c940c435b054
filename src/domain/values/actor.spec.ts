import { actorName, sameActor } from './actor.js';

describe('The name of an actor', () => {
  it.each([
    ['张三', ' 张三\u3000', true],
    ['Li Ming', 'Ｌｉ\u3000 Ming', true],
    ['张三', '张\u200b三', true],
    ['Li Ming', 'LiMing', false],
    ['li', 'Li', false],
    ['张三', '张叁', false],
  ])('%j and %j: one actor is %s', (a, b, isOne) => expect(sameActor(a, b)).toBe(isOne));

  it('is recorded without the blanks around it', () =>
    expect(actorName('\u3000张 三 ')).toBe('张 三'));

  it.each(['', ' ', '\u3000\t', '\u200b'])('is missing when it is %j', (name) =>
    expect(() => actorName(name)).toThrow(expect.objectContaining({ code: 'actor-missing' })),
  );
});
