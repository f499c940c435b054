// Gives every table of a page as text that spreadsheets take, on the clipboard or as CSV, and a plot as a picture.
const isChinese = document.documentElement.lang.startsWith('zh');
const begun = new WeakSet();

const begin = () => {
  for (const button of document.querySelectorAll('[data-png]')) {
    button.hidden = false;
    button.onclick = () => savePng(button.closest('figure'));
  }
  for (const table of document.querySelectorAll('main table:not(.printed)')) {
    const caption = table.caption ?? table.createCaption();
    if (begun.has(caption)) continue;
    begun.add(caption);
    const title = caption.textContent.trim() || document.title;
    caption.append(
      ' ',
      tool(isChinese ? '复制' : 'Copy', title, (button) => copy(table, button)),
      ' ',
      tool('CSV', title, () =>
        saveAs(`${title}.csv`, new Blob([csvOf(table)], { type: 'text/csv' })),
      ),
    );
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
  button.onclick = () => work(button);
  return button;
};

/** The texts of a table; of figures without the separators of thousands, which a spreadsheet does not need. */
const rowsOf = (table) =>
  [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => {
      const text = cell.innerText.trim();
      const own = cell.matches('td.figure') ? text.replaceAll(',', '').replace('−', '-') : text;
      return [own, ...Array(cell.colSpan - 1).fill('')];
    }),
  );

const copy = async (table, button) => {
  const text = rowsOf(table)
    .map((row) => row.join('\t'))
    .join('\n');
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = isChinese ? '已复制' : 'Copied';
  } catch {
    // A page that does not come by TLS may not write to the clipboard: the table is selected, for the keys that copy.
    getSelection().selectAllChildren(table);
    button.textContent = isChinese ? '已选中，请按 Ctrl+C' : 'Selected: press Ctrl+C';
  }
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

/** A picture has twice the points of the plot, so that it can be printed. */
const SCALE = 2;
/** Room for the title above the plot, in its units. */
const TITLE = 36;
/** What the style sheet says of the parts of a plot: a picture stands without it. */
const STYLES = ['fill', 'stroke', 'stroke-width', 'font-family', 'font-size', 'font-weight'];

const savePng = async (figure) => {
  const svg = figure.querySelector('svg');
  const copy = svg.cloneNode(true);
  const copies = copy.querySelectorAll('*');
  for (const [i, part] of svg.querySelectorAll('*').entries()) {
    const style = getComputedStyle(part);
    for (const name of STYLES) copies[i].setAttribute(name, style.getPropertyValue(name));
  }
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', width * SCALE);
  copy.setAttribute('height', height * SCALE);
  const url = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }),
  );
  const image = new Image();
  image.src = url;
  await image.decode();
  URL.revokeObjectURL(url);
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
  const title = figure.querySelector('figcaption').textContent;
  context.fillText(title, 4 * SCALE, 24 * SCALE);
  context.drawImage(image, 0, TITLE * SCALE);
  const blob = await new Promise((done) => {
    canvas.toBlob(done, 'image/png');
  });
  saveAs(`${title}.png`, blob);
};

begin();
document.addEventListener('shown', begin);
