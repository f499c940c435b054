// What needs a person, of all the files together: what could not be recorded, and the findings that nobody has decided.

const box = document.querySelector('[data-needs]');
/** The items by the file or the budget that they are about. */
const items = new Map();

/**
 * Replaces what is said of a file or a budget: texts, each with the `href` where it is dealt with and, where it is of findings, how `late` it
 * comes: 0 is the gravest. None: it needs nobody.
 */
export const needs = (of, entries) => {
  items.set(of, entries);
  const all = [...items.values()].flat().sort((a, b) => (a.late ?? 0) - (b.late ?? 0));
  box.hidden = all.length === 0;
  box.querySelector('ul').replaceChildren(
    ...all.map(({ text, href }) => {
      const item = document.createElement('li');
      const link = Object.assign(document.createElement('a'), { href, textContent: text });
      item.append(link);
      return item;
    }),
  );
};
