// How scripts ask the service.
const away = document.documentElement.lang.startsWith('zh')
  ? '服务没有应答，请稍后再试。'
  : 'The service does not answer: try again later.';

/**
 * Asks as `fetch` does.
 *
 * @throws {Error} there is no answer: its message is a sentence for people, in the language of the page.
 */
export const ask = async (url, options) => {
  try {
    return await fetch(url, options);
  } catch {
    throw new Error(away);
  }
};
