import type { FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import { PageLanguage } from './language.js';

/** Words as a document prints them. On an English page they are their English, where there is any, with the printed words in the title. */
export const Printed: FunctionComponent<{
  readonly words: string;
  readonly english: string | undefined;
}> = ({ words, english }) =>
  useContext(PageLanguage) === 'zh' || english === undefined ? (
    <>{words}</>
  ) : (
    <span title={words}>{english}</span>
  );
