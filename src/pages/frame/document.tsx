import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Language } from '../../text/language.js';
import { CHINESE_PART, withChineseParts } from './chinese-parts.js';
import { PageLanguage, sayIn } from './language.js';
import { lineWords } from './part-names.js';
import { isAllowed, PagePerson, type Person } from './person.js';

/** What a page is made of. */
export interface Page {
  readonly title: string;
  readonly language: Language;
  /** The path and query of the page, for the switch of languages. */
  readonly url: string;
  /** The part of the navigation that the page belongs to. */
  readonly part?: string;
  /** Names of the scripts in `assets` that the page uses; it can be read without them. */
  readonly scripts?: readonly string[];
  /** Who has signed in. */
  readonly person?: Person | undefined;
  readonly children: ComponentChildren;
}

/** The parts of the navigation, each with the permission that its page needs. */
const PARTS = [
  ['/', 'read', '预算', 'Budgets'],
  ['/imports', 'enter', '导入', 'Import'],
  ['/amendments', 'read', '调整', 'Amendments'],
  ['/totals', 'read', '汇总', 'Totals'],
  ['/compare', 'read', '对比', 'Compare'],
  ['/audit', 'audit', '审计', 'Audit'],
  ['/changes', 'changes', '变更流', 'Changes'],
] as const;

/** A part of a page as HTML, for a script that replaces what stands there. */
export const pagePart = ({
  language,
  person,
  children,
}: Pick<Page, 'language' | 'person' | 'children'>): string =>
  rendered(
    language,
    <PageLanguage.Provider value={language}>
      <PagePerson.Provider value={person}>{children}</PagePerson.Provider>
    </PageLanguage.Provider>,
  );

const rendered = (language: Language, content: VNode): string =>
  language === 'zh' ? render(content) : withChineseParts(render(content));

/** The page as HTML. */
export const pageDocument = ({
  title,
  language,
  url,
  part,
  scripts = [],
  person,
  children,
}: Page): string => {
  const say = sayIn(language);
  const other = new URL(url, 'http://page');
  other.searchParams.set('lang', language === 'zh' ? 'en' : 'zh');
  return `<!doctype html>${rendered(
    language,
    <PageLanguage.Provider value={language}>
      <html lang={language === 'zh' ? 'zh-Hans' : 'en'}>
        <head>
          <meta charSet="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${title} · ${say('预算账本', 'Budget ledger')}`}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/assets/style.css" />
          {['address', 'copy', ...(language === 'en' ? ['chinese'] : []), ...scripts].map(
            (name) => (
              <script key={name} type="module" src={`/assets/${name}.js`} />
            ),
          )}
        </head>
        <body>
          <a class="skip" href="#main">
            {say('跳到正文', 'Skip to the content')}
          </a>
          <header class="top">
            <a class="brand" href="/">
              {say('预算账本', 'Budget ledger')}
            </a>
            <nav aria-label={say('主导航', 'Main')}>
              {PARTS.filter(([, permission]) => isAllowed(person, permission)).map(
                ([path, , zh, en]) => (
                  <a key={path} href={path} aria-current={path === part ? 'page' : undefined}>
                    {say(zh, en)}
                  </a>
                ),
              )}
            </nav>
            {isAllowed(person, 'read') && (
              <form class="search" action="/search" role="search">
                <input
                  type="search"
                  name="q"
                  aria-label={say('搜索', 'Search')}
                  placeholder={say('科目、项目、单位、事由', 'Line, project, agency, reason')}
                />
              </form>
            )}
            <a
              class="language"
              href={`${other.pathname}${other.search}`}
              hreflang={language === 'zh' ? 'en' : 'zh'}
            >
              {language === 'zh' ? 'English' : '中文'}
            </a>
            {person !== undefined && (
              <form class="person" method="post" action="/sign-out">
                <span>{person.name}</span> <button>{say('退出', 'Sign out')}</button>
              </form>
            )}
          </header>
          <main id="main" data-chinese={language === 'en' ? CHINESE_PART : undefined}>
            {(['enter', 'approve'] as const).some((each) => isAllowed(person, each)) && (
              <noscript>
                <p class="notice">
                  {say(
                    '在页面上登记需要脚本；用命令行 budget-ledger 同样可以登记。',
                    'Recording on the pages needs scripts; the command line budget-ledger records the same.',
                  )}
                </p>
              </noscript>
            )}
            <PagePerson.Provider value={person}>{children}</PagePerson.Provider>
            {scripts.includes('forms') && (
              <template data-line-words={JSON.stringify(lineWords(say))} />
            )}
          </main>
        </body>
      </html>
    </PageLanguage.Provider>,
  )}`;
};
