import type { FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import { PageLanguage } from './language.js';

const CHINESE = /\p{Script=Han}/u;

/**
 * Words as a document prints them. On an English page they are its English, with the printed words in the title, or where there is
 * none themselves, marked as Chinese.
 */
export const Printed: FunctionComponent<{
  readonly words: string;
  readonly english?: string | undefined;
}> = ({ words, english }) => {
  if (useContext(PageLanguage) === 'zh') return <>{words}</>;
  if (english !== undefined) return <span title={words}>{english}</span>;
  return CHINESE.test(words) ? <span lang="zh-Hans">{words}</span> : <>{words}</>;
};
