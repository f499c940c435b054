import type { Language } from '../../text/language.js';
import { pageDocument } from '../frame/document.js';
import { sayIn } from '../frame/language.js';

/** The page after a sign-out. `atProvider` is where the session at the provider ends; null where the provider has no such page. */
export const signedOutPage = (language: Language, atProvider: string | null): string => {
  const say = sayIn(language);
  return pageDocument({
    title: say('已退出', 'Signed out'),
    language,
    url: '/',
    children: (
      <>
        <h1>{say('已退出', 'Signed out')}</h1>
        <p>
          {say(
            '此浏览器已退出账本。身份提供方的会话可能仍在：在共用的计算机上也请退出。',
            'This browser is signed out of the ledger. The session at the provider may go on: on a shared computer end it too.',
          )}
        </p>
        <p class="pages">
          <a href="/sign-in">{say('重新登录', 'Sign in again')}</a>
          {atProvider !== null && (
            <a href={atProvider}>{say('退出身份提供方', 'Sign out at the provider')}</a>
          )}
        </p>
      </>
    ),
  });
};
