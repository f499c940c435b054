import type { Language } from '../text/language.js';
import { withSeparatorsIn } from '../text/with-separators.js';
import type { Person } from './frame/person.js';
import { pageDocument } from './frame/document.js';

/** A page that says what went wrong and what to do. */
export const errorPage = (error: {
  readonly language: Language;
  readonly url: string;
  readonly title: string;
  readonly detail: string;
  /** Who has signed in, by name. */
  readonly person?: Person | undefined;
}): string =>
  pageDocument({
    title: error.title,
    language: error.language,
    url: error.url,
    person: error.person,
    children: (
      <>
        <h1>{error.title}</h1>
        <p class="notice error" role="alert">
          {withSeparatorsIn(error.detail)}
        </p>
      </>
    ),
  });
