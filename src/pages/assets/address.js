// The address bar is a permanent link: it has the position in the log of what the page shows. Without this script the link at the foot does the same.

/** Puts the position of what is shown into the address, and leads the switch of languages to the same. */
const keepPosition = () => {
  const position = document.querySelector('[data-position]')?.dataset.position;
  const url = new URL(location.href);
  if (position !== undefined) {
    url.searchParams.set('position', position);
    history.replaceState(history.state, '', url);
  }
  const language = document.querySelector('a.language');
  url.searchParams.set('lang', language.hreflang);
  language.href = url;
};
keepPosition();
document.addEventListener('shown', keepPosition);
