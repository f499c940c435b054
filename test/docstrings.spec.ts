import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// A declaration file is generated.
const FILES = globSync(['{src,projections,migrations}/**/*.{ts,tsx}'], { cwd: ROOT })
  .filter((file) => !/\.(?:spec|fixture|d)\.ts$/.test(file))
  .toSorted();

describe('The code', () => {
  it('has a docstring on each export of the product', () => {
    expect(
      FILES.flatMap((file) => withoutDocstring(file, readFileSync(join(ROOT, file), 'utf8'))),
    ).toEqual([]);
  });

  it.each`
    text                                                                          | names
    ${'export const a = 1;'}                                                      | ${['a']}
    ${'// No docstring.\nexport class A {}'}                                      | ${['A']}
    ${'/** One. */\nexport const a = 1, b = 2;\nconst c = 3;'}                    | ${[]}
    ${'/** One. */\n@Decorated()\nexport class A {}'}                             | ${[]}
    ${'/** One. */\nexport function f(): void;\nexport function f(): void {}'}    | ${[]}
    ${'/** One. */\nexport const T = 1;\nexport type T = typeof T;\ntype U = 1;'} | ${[]}
    ${'export default function () {}'}                                            | ${['default']}
  `('finds $names in $text', ({ text, names }: { text: string; names: readonly string[] }) => {
    expect(withoutDocstring('a.ts', text)).toEqual(names.map((name) => `a.ts: ${name}`));
  });
});

/** The exported declarations without a docstring. Declarations of one name, such as overloads, share one. */
const withoutDocstring = (file: string, text: string): readonly string[] => {
  const hasDocstring = new Map<string, boolean>();
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    .statements) {
    if (!isExported(statement)) continue;
    const has = ts.getJSDocCommentsAndTags(statement).length > 0;
    for (const name of namesOf(statement))
      hasDocstring.set(name, has || hasDocstring.get(name) === true);
  }
  return [...hasDocstring].filter(([, has]) => !has).map(([name]) => `${file}: ${name}`);
};

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const namesOf = (statement: ts.Statement): readonly string[] =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.getText())
    : [(statement as ts.DeclarationStatement).name?.getText() ?? 'default'];
