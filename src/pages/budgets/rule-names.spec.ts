import { readFileSync } from 'node:fs';
import { checkNames } from './rule-names.js';
import { sayIn } from '../frame/language.js';

const ROW = /^\| `(?<rule>[A-Z0-9-]+)` .*\| (?<chinese>[^|]+?) +\|$/gm;

describe('The rules of checks', () => {
  it('are all called what the documentation calls them, and in English without Chinese', () => {
    const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(ROW)].map(({ groups }) => [
      groups!['rule'],
      groups!['chinese'],
    ]);
    expect(documented.length).toBeGreaterThan(30);
    expect(checkNames(sayIn('zh'))).toEqual(Object.fromEntries(documented));
    for (const name of Object.values(checkNames(sayIn('en'))))
      expect(name).toMatch(/^[\p{Script=Latin}\d ,=+’]+$/u);
  });
});
