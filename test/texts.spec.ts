import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { COMMON } from '../src/cli/parse.js';
import { verbs } from '../src/program/verbs.js';
import { placesIn, patternOf } from '../src/text/messages.js';
import { chineseCatalogue } from '../src/text/translate.js';
import { CHINESE } from '../src/text/zh/chinese.js';
import { EARLIER } from '../src/text/zh/earlier.js';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** A text for people in the source: its place, and the forms that it can take, with `{}` for each value. */
interface Text {
  readonly at: string;
  /** With every value open, and with the words that the code chooses between written out. */
  readonly forms: readonly (readonly string[])[];
}

/** Calls whose argument at this index is a sentence for people. */
const SENTENCES: Readonly<Record<string, number>> = {
  Refusal: 1,
  HttpRefusal: 1,
  problem: 1,
  UsageError: 0,
  Wrong: 0,
  // Of the program that verifies a bundle; elsewhere it is a tag.
  say: 0,
  LogUnavailable: 0,
  LogCorrupt: 0,
  said: 0,
  show: 0,
  super: 1,
  unreadable: 0,
  costly: 0,
  'this.costly': 0,
  'this.wrong': 0,
  'this.report': 1,
  'this.add': 0,
  'this.problems.push': 0,
  invalid: 0,
  ended: 1,
  differs: 0,
  tooCostly: 1,
  tooLarge: 2,
  finding: 2,
};

/** The client is a package of its own, and answers programs. */
const COVERED = /^(?!client\/)/;

/** What people read on pages comes of these; the command line and its service have files of their own. */
const OF_PAGES =
  /^(?!client\/|program\/|config\/|cli\/|log\/|projector\/|text\/|http\/|proof\/(?!check-proof))(?!.*(?:\.cli|-text|\.controller|\/render\/.*)\.ts)/;

const sources = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .map(({ parentPath, name }) => join(parentPath, name))
  .filter((path) => /\.(?:tsx?|mjs)$/.test(path) && !/\.(?:spec|fixture|d)\.ts$/.test(path))
  .map((path) => ({
    file: relative(SRC, path),
    tree: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
  }));

/** The texts that an expression can be; null where it is no text that is written there. */
const textsOf = (node: ts.Expression): readonly string[] | null => {
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    const [one, other] = [textsOf(node.whenTrue), textsOf(node.whenFalse)];
    return one && other ? [...one, ...other] : null;
  }
  if (!ts.isTemplateExpression(node)) return null;
  return node.templateSpans.reduce<readonly string[]>(
    (begun, { expression, literal }) =>
      begun.flatMap((text) =>
        (textsOf(expression) ?? ['{}']).map((value) => text + value + literal.text),
      ),
    [node.head.text],
  );
};

/** A template with all of its values open. */
const openForm = (node: ts.Expression): readonly string[] => {
  if (ts.isParenthesizedExpression(node)) return openForm(node.expression);
  if (ts.isConditionalExpression(node))
    return [...openForm(node.whenTrue), ...openForm(node.whenFalse)];
  return ts.isTemplateExpression(node)
    ? [node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('')]
    : (textsOf(node) ?? []);
};

const sentenceIn = (node: ts.Node): ts.Expression | undefined => {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'say') return node.template;
  if (ts.isPropertyAssignment(node) && /^(?:message|none)$/.test(node.name.getText()))
    return node.initializer;
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const name = node.expression.getText();
  // A page gives both languages.
  if (name === 'say' && node.getSourceFile().fileName.endsWith('.tsx')) return undefined;
  // The finding of a rule: its id stands first.
  if (name === 'finding' && !ts.isStringLiteral(node.arguments![0]!)) return undefined;
  // What an option throws is shown as an error of the command line.
  const index =
    name === 'Error' && /(?:\.cli|options)\.ts$/.test(node.getSourceFile().fileName)
      ? 0
      : SENTENCES[name];
  return index === undefined ? undefined : node.arguments?.[index];
};

const textsIn = (file: string, tree: ts.SourceFile): readonly Text[] => {
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    const sentence = sentenceIn(node);
    const written = sentence && textsOf(sentence);
    if (sentence && written) {
      const { line } = tree.getLineAndCharacterOfPosition(sentence.getStart());
      found.push({ at: `${file}:${line + 1}`, forms: [openForm(sentence), written] });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** Every text that is written in a file, in all of its forms. */
const writtenIn = (tree: ts.SourceFile): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
      found.push(...openForm(node), ...(textsOf(node) ?? []));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** Whether a text that is made of others as it runs, such as its places and reasons, is in Chinese with sample values. */
const isTranslated = (form: string): boolean => {
  const sentence = form.replaceAll('{}', '7');
  const chinese = chineseCatalogue().translate(sentence);
  return chinese !== sentence && !/[a-z]+ [a-z]+ [a-z]+/i.test(chinese);
};

const matcherOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('{}')
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
      .join('.*')}$`,
    's',
  );

const isOfValuesOnly = (form: string): boolean => !/[a-z]/i.test(form);

/** The help of all commands. */
const helps = [
  ...verbs.flatMap(({ summary, notes, positionals, options }) => [
    summary,
    ...(notes ? [notes.join('\n')] : []),
    ...[...Object.values(positionals), ...Object.values(options)].map(({ help }) => help),
  ]),
  ...Object.values(COMMON).map(({ help }) => help),
];

describe('The Chinese catalogue', () => {
  const catalogue = chineseCatalogue();

  it('has every sentence that the program has for people', () => {
    const isThere = (form: string): boolean =>
      catalogue.has(form) || isOfValuesOnly(form) || isTranslated(form);
    const missing = sources
      .filter(({ file }) => COVERED.test(file))
      .flatMap(({ file, tree }) => textsIn(file, tree))
      .filter(({ forms }) => !forms.some((texts) => texts.every(isThere)))
      .map(({ at, forms }) => `${at} ${forms[0]!.join(' | ')}`);
    expect(missing).toEqual([]);
  });

  it('has all of the help', () => {
    expect(helps.filter((text) => catalogue.translate(text) === text)).toEqual([]);
  });

  it('has no text that the program does not have', () => {
    const own = sources.filter(({ file }) => !file.startsWith('text/zh/'));
    const written = [...new Set([...helps, ...own.flatMap(({ tree }) => writtenIn(tree))])];
    const all = written.join('\n');
    // A text may be put together of several, and may have written out what the code chooses.
    const isWritten = (pattern: string): boolean =>
      pattern.split(/\{\}|: /).every((part) => all.includes(part.replace(/^ |[ .]+$/g, ''))) ||
      written.some((text) => matcherOf(pattern).test(text)) ||
      written.some(
        (text) => /\w{6}/.test(text) && text.includes('{}') && matcherOf(text).test(pattern),
      );
    const unused = Object.keys(CHINESE)
      .filter((text) => !(text in EARLIER))
      .map(patternOf)
      .filter((each) => !isWritten(each));
    expect(unused).toEqual([]);
  });

  it('has the sentences that earlier versions recorded', () => {
    const recorded =
      'The list of this program has not all codes of the nation, and not the item (项) 2129998: compare it with the classification of 2024. The nearest of the list are 2129999 其他城乡社区支出.';
    expect(catalogue.translate(recorded)).toBe(
      '本程序的科目表并非全国完整科目，其中没有项级科目 2129998：请与2024年政府收支分类科目核对。表中最接近的是2129999 其他城乡社区支出。',
    );
    expect(Object.keys(EARLIER).every((text) => text in CHINESE)).toBe(true);
  });

  it('gives the same values in both languages', () => {
    const valuesOf = (text: string): string => [...new Set(placesIn(text))].sort().join(' ');
    const differ = Object.entries(CHINESE).filter(
      ([one, other]) => valuesOf(one) !== valuesOf(other),
    );
    expect(differ).toEqual([]);
  });
});

describe('A sentence that people read on pages', () => {
  it('names a command only to those who work with commands', () => {
    const words = verbs.map((verb) => verb.words).filter((each) => each.includes(' '));
    const command = new RegExp(String.raw`\b(?:${words.join('|')})\b|\s--[a-z]`);
    const chinese = new Map(Object.entries(CHINESE).map(([text, zh]) => [patternOf(text), zh]));
    const named = sources
      .filter(({ file }) => OF_PAGES.test(file))
      .flatMap(({ tree }) => writtenIn(tree))
      .flatMap((text) => [text, chinese.get(text) ?? ''])
      .filter((text) => command.test(text))
      .filter((text) => !/command|operator|\(audit verify\)|命令|运维|（audit verify）/.test(text));
    expect(named).toEqual([]);
  });
});
