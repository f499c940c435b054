// The tables that were read of a file, of which one is shown beside its page.
import { ask } from './ask.js';

const MOVES = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** The tables of an import as the service shows them, or the sentence that says why it does not. */
const answered = async (id) => {
  try {
    const answer = await ask(`/imports/${id}/tables`);
    const html = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return html.getElementById('tables') ?? html.getElementById('main');
  } catch (error) {
    const notice = Object.assign(document.createElement('p'), { textContent: error.message });
    const found = document.createElement('div');
    found.append(notice);
    return found;
  }
};

/**
 * The tables that were read in the import of an id; `path` names the file. `mark` marks places on the page, the first of them in sight;
 * `turn` turns to a place without a mark. Answers their element; `note`, which marks the places of a finding in the tables and on the page; `follow`,
 * which chooses the table of a page; and `add`, which adds a choice.
 */
export const readTables = async (id, path, { mark, turn }) => {
  const found = await answered(id);
  found.removeAttribute('id');
  const nav = found.querySelector('nav') ?? found.appendChild(document.createElement('nav'));
  const sections = () => [...found.querySelectorAll('[data-table]')];
  const pagesOf = (section) => JSON.parse(section.dataset.pages ?? '[]');
  const shown = () => sections().find(({ hidden }) => !hidden);
  const first = (section) => section?.querySelector('[data-place]');

  const choose = (section) => {
    for (const each of sections()) each.hidden = each !== section;
    for (const button of nav.children)
      button.ariaPressed = String(button.dataset.choose === section.dataset.table);
  };
  const prepare = (section) => {
    const button = nav.querySelector(`[data-choose="${section.dataset.table}"]`);
    button.onclick = () => {
      choose(section);
      const place = first(section);
      if (place) turn(placeOf(place));
    };
    for (const each of section.querySelectorAll('[data-place]')) {
      each.tabIndex = -1;
      each.onclick = () => {
        note([each]);
        enter(each);
        void mark([placeOf(each)]);
      };
    }
    if (first(section)) first(section).tabIndex = 0;
    section.onkeydown = move;
  };
  /** Marks cells of the tables, and no others. */
  const note = (marks) => {
    for (const cell of found.querySelectorAll('.noted')) cell.classList.remove('noted');
    for (const each of marks) (each.closest('td') ?? each).classList.add('noted');
  };

  nameRegions(found, path);
  for (const section of sections()) prepare(section);
  const start = sections().find(first) ?? sections()[0];
  if (start) choose(start);
  return {
    element: found,
    start: () => start && first(start) && turn(placeOf(first(start))),
    /** The places of a finding, the one that is to be in sight first. */
    note: (places) => {
      const cellsOf = ({ table, row, column }) =>
        row === null
          ? []
          : [
              ...found.querySelectorAll(
                column === null
                  ? `[data-table="${table}"] [data-cell^="${row} "]`
                  : `[data-table="${table}"] [data-cell="${CSS.escape(`${row} ${column}`)}"]`,
              ),
            ];
      const cells = places.map(cellsOf);
      note(cells.flat());
      const [inSight] = cells.flat();
      if (inSight) {
        choose(inSight.closest('[data-table]'));
        reveal(inSight);
      }
      void mark(
        places.map((place, i) => {
          const button = place.column === null ? null : first(cells[i][0]);
          return button ? { ...place, ...placeOf(button) } : place;
        }),
      );
    },
    follow: (page) => {
      const onPage = (section) => pagesOf(section).includes(page);
      // The list of the lines is of no page, and stays.
      if (shown() && (onPage(shown()) || shown().dataset.pages === undefined)) return;
      const section = sections().find(onPage);
      if (section) choose(section);
    },
    add: (name, text, content) => {
      const section = document.createElement('div');
      section.dataset.table = name;
      section.hidden = true;
      section.append(content);
      const button = Object.assign(document.createElement('button'), {
        type: 'button',
        className: 'choice',
        textContent: text,
      });
      button.dataset.choose = name;
      nav.append(button);
      found.append(section);
      prepare(section);
      if (!start) choose(section);
    },
  };
};

const placeOf = ({ dataset }) => JSON.parse(dataset.place);

/** Regions of several files are told apart. */
const nameRegions = (root, path) => {
  for (const region of root.querySelectorAll('nav, [role=region]'))
    region.ariaLabel = [region.ariaLabel, path].filter(Boolean).join(' · ');
};

/** Of the figures of a table one is in the order of Tab, and the arrows lead to the others. */
const enter = (figure) => {
  for (const each of figure.closest('[data-table]').querySelectorAll('[data-place][tabindex="0"]'))
    each.tabIndex = -1;
  figure.tabIndex = 0;
  figure.focus();
};

const move = (event) => {
  const figure = event.target.closest('[data-place]');
  const step = MOVES[event.key];
  if (!figure || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const [down, across] = step;
  const cell = figure.closest('td');
  const { rows } = cell.closest('table');
  let [row, column] = [cell.parentElement.rowIndex, cell.cellIndex];
  for (;;) {
    row += down;
    column += across;
    const next = rows[row]?.cells[column];
    if (!next) return;
    const other = next.querySelector('[data-place]');
    if (other) {
      enter(other);
      return;
    }
  }
};

/** Scrolls the table alone to one of its cells. */
const reveal = (cell) => {
  const scroll = cell.closest('.scroll');
  const [inner, outer] = [cell, scroll].map((each) => each.getBoundingClientRect());
  if (inner.top < outer.top + HEAD || inner.bottom > outer.bottom)
    scroll.scrollTop += inner.top - outer.top - scroll.clientHeight / 2;
  if (inner.left < outer.left || inner.right > outer.right)
    scroll.scrollLeft += inner.left - outer.left - scroll.clientWidth / 2;
};
/** The height of the head of a table, which stays above its rows, in px. */
const HEAD = 60;
