import { actorName, hasRightOf, sameActor } from './actor.js';

describe('The name of an actor', () => {
  it.each([
    ['张三', ' 张三\u3000', true],
    ['Li Ming', 'Ｌｉ\u3000 Ming', true],
    ['张三', '张\u200b三', true],
    ['张\u3000三', '张三', true],
    ['欧阳 小 明', '欧阳小明', true],
    ['LI Ming', 'ｌｉ ming', true],
    ['Li Ming', 'LiMing', false],
    ['张 Li', '张Li', false],
    ['张三', '张叁', false],
  ])('%j and %j: one actor is %s', (a, b, isOne) => expect(sameActor(a, b)).toBe(isOne));

  it.each([
    ['张三', ' 张 三\u3000', true],
    ['Li Ming', 'Ｌｉ\u3000 Ming', true],
    ['li', 'LI', false],
  ])('%j has a right: that %j has it too is %s', (named, actor, has) =>
    expect(hasRightOf(named, actor)).toBe(has),
  );

  it('is recorded without the blanks around it', () =>
    expect(actorName('\u3000张 三 ')).toBe('张 三'));

  it.each(['', ' ', '\u3000\t', '\u200b'])('is missing when it is %j', (name) =>
    expect(() => actorName(name)).toThrow(expect.objectContaining({ code: 'actor-missing' })),
  );
});
