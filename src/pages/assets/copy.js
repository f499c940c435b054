// Gives every table of a page on the clipboard or as a file, and a plot as a picture.
import { ask } from './ask.js';

const isChinese = document.documentElement.lang.startsWith('zh');
const begun = new WeakSet();

/** Gives the tables and plots of the page their tools, those that have none yet. */
export const begin = () => {
  for (const button of document.querySelectorAll('[data-png]')) {
    button.hidden = false;
    button.onclick = () => saveFigure(button.closest('figure'));
  }
  for (const table of document.querySelectorAll('main table:not(.printed)')) {
    const caption = table.caption ?? table.createCaption();
    if (begun.has(caption)) continue;
    begun.add(caption);
    const title = caption.textContent.trim() || document.title;
    const tools = {
      [isChinese ? '复制' : 'Copy']: (button) => copy(table, button),
      CSV: () => saveAs(`${title}.csv`, new Blob([csvOf(table)], { type: 'text/csv' })),
      XLSX: () => saveWritten(table, title, 'xlsx'),
      PDF: () => saveWritten(table, title, 'pdf'),
      PNG: () => saveTable(table, title),
    };
    for (const [text, work] of Object.entries(tools)) caption.append(' ', tool(text, title, work));
  }
};

/** A button of a table; what is copied and printed leaves it out. */
const tool = (text, title, work) => {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'plain tool',
    textContent: text,
    ariaLabel: `${text} · ${title}`,
  });
  button.onclick = async () => {
    try {
      await work(button);
    } catch (error) {
      say(button, error.message);
    }
  };
  return button;
};

/** The texts of a table; of figures without the separators of thousands, which a spreadsheet does not need. */
const rowsOf = (table) =>
  [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [textOf(cell), ...Array(cell.colSpan - 1).fill('')]),
  );
const textOf = (cell) => {
  const text = cell.innerText.trim();
  return cell.matches('td.figure') ? text.replaceAll(',', '').replace('−', '-') : text;
};

const copy = async (table, button) => {
  const text = rowsOf(table)
    .map((row) => row.join('\t'))
    .join('\n');
  try {
    await navigator.clipboard.writeText(text);
    say(button, isChinese ? '已复制' : 'Copied');
  } catch {
    // A page that does not come by TLS may not write to the clipboard: the table is selected, for the keys that copy.
    getSelection().selectAllChildren(table);
    say(button, isChinese ? '已选中，请按 Ctrl+C' : 'Selected: press Ctrl+C');
  }
};

/** Says on a button, for a moment, what it has done. */
const say = (button, text) => {
  const before = (button.dataset.text ??= button.textContent);
  button.textContent = text;
  setTimeout(() => (button.textContent = before), SAID_MS);
};
/** How long a button says what it has done. */
const SAID_MS = 2_000;

/** With the mark by which Excel knows UTF-8. A text that a spreadsheet would calculate is none. */
const csvOf = (table) =>
  `\uFEFF${rowsOf(table)
    .map((row) => row.map(csvCell).join(','))
    .join('\r\n')}\r\n`;
const csvCell = (text) => {
  const safe = /^[=@\t]|^[+-](?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const saveAs = (name, blob) => {
  const link = Object.assign(document.createElement('a'), {
    href: URL.createObjectURL(blob),
    download: name,
  });
  link.click();
  // The browser asks for the bytes after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), TAKEN_MS);
};
/** After so long a browser has taken what it saves. */
const TAKEN_MS = 60_000;

/** What a file says of the page that its table is from: its heading, and which position in the log gives the same again. */
const noteOf = () => {
  const position = document.querySelector('[data-permanent]')?.dataset.position;
  return [
    document.querySelector('h1')?.innerText,
    position && (isChinese ? `日志位置 ${position}` : `position ${position}`),
  ]
    .filter(Boolean)
    .join(' · ');
};

/** The table as the service writes it into a file. */
const saveWritten = async (table, title, format) => {
  const head = [...(table.tHead?.rows ?? [])];
  const cellsOf = (row) =>
    [...row.cells].map((cell) => ({
      text: textOf(cell),
      isFigure: cell.matches('td.figure'),
      rows: cell.rowSpan,
      columns: cell.colSpan,
    }));
  const answer = await ask(`/table-file?format=${format}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      title,
      note: noteOf(),
      head: head.map(cellsOf),
      body: [...table.rows].filter((row) => !head.includes(row)).map(cellsOf),
    }),
  });
  if (!answer.ok) throw new Error((await answer.json()).detail);
  saveAs(`${title}.${format}`, await answer.blob());
};

/** A picture has twice the points of the plot, so that it can be printed. */
const SCALE = 2;
/** Room for the title above the plot, in its units. */
const TITLE = 36;
/** What the style sheet says of the parts of a plot or a table: a picture stands without it. */
const STYLES = {
  svg: ['fill', 'stroke', 'stroke-width', 'font-family', 'font-size', 'font-weight'],
  table:
    `background-color border border-collapse box-sizing color display font-family font-size font-weight
    line-height padding text-align text-decoration vertical-align white-space width word-break`.split(
      /\s+/,
    ),
};

/** A copy of an element that looks as it does, without the style sheet. */
const styledCopy = (element, names) => {
  const copy = element.cloneNode(true);
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [i, part] of [element, ...element.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(part);
    for (const name of names) copies[i].style.setProperty(name, style.getPropertyValue(name));
  }
  return copy;
};

const saveFigure = (figure) => {
  const svg = figure.querySelector('svg');
  const { width, height } = svg.viewBox.baseVal;
  const title = figure.querySelector('figcaption').textContent;
  return savePicture(styledCopy(svg, STYLES.svg), width, height, title);
};

const saveTable = (table, title) => {
  const copy = styledCopy(table, STYLES.table);
  // The picture has the title above it.
  copy.deleteCaption();
  const width = table.offsetWidth + 1;
  const [top, bottom] = [table.rows[0], [...table.rows].at(-1)].map((row) =>
    row.getBoundingClientRect(),
  );
  const height = Math.ceil(bottom.bottom - top.top) + 1;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const inside = document.createElementNS('http://www.w3.org/2000/svg', 'foreignObject');
  inside.setAttribute('width', width);
  inside.setAttribute('height', height);
  inside.append(copy);
  svg.append(inside);
  return savePicture(svg, width, height, title);
};

const savePicture = async (svg, width, height, title) => {
  svg.setAttribute('width', width * SCALE);
  svg.setAttribute('height', height * SCALE);
  const image = new Image();
  // Of a blob's address a browser would not say what is in its picture.
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {
    width: width * SCALE,
    height: (height + TITLE) * SCALE,
  });
  const context = canvas.getContext('2d');
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;
  context.font = `600 ${18 * SCALE}px ${fontFamily}`;
  context.fillText(title, 4 * SCALE, 24 * SCALE);
  context.drawImage(image, 0, TITLE * SCALE);
  const blob = await new Promise((done) => {
    canvas.toBlob(done, 'image/png');
  });
  if (blob === null)
    throw new Error(isChinese ? '太大，无法存为图片' : 'Too large for one picture');
  saveAs(`${title}.png`, blob);
};

begin();
document.addEventListener('shown', begin);
