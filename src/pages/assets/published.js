// Shows a document as it is published, with the places marked where figures are printed.

const SCALE = 2;
/** How large a page can be shown beside its first size. */
const ZOOMS = [1, 1.5, 2, 3];
/** The PDF of each sheet, the page that it shows and how large, and the function that updates the buttons above it. */
const shown = new WeakMap();

/** The library for PDF, which the service gives from the package, is loaded with the first one. */
const opened = async (source) => {
  const { getDocument, GlobalWorkerOptions, Util } = await import('/assets/pdf.min.mjs');
  GlobalWorkerOptions.workerSrc = '/assets/pdf.worker.min.mjs';
  const { promise } = getDocument({
    ...source,
    cMapUrl: '/assets/cmaps/',
    standardFontDataUrl: '/assets/standard_fonts/',
    wasmUrl: '/assets/wasm/',
    // The policy of the pages runs no WebAssembly: the decoders have a script too.
    useWasm: false,
  });
  return { pdf: await promise, Util };
};

/**
 * Shows a page of a PDF, and marks the places on it; those of other pages are marked when their page is turned to. `source` is what pdf.js opens:
 * a `url`, or the bytes as `data`. `marked`: places, of which those without a page are on this one. `zoom`: one of {@link ZOOMS}.
 */
export const showPdf = async (
  sheet,
  source,
  number,
  marked,
  zoom = shown.get(sheet)?.zoom ?? 1,
) => {
  const { pdf, Util } = shown.get(sheet) ?? (await opened(source));
  const page = await pdf.getPage(Math.min(Math.max(1, number), pdf.numPages));
  // Another page may have been drawn while this one was fetched.
  const before = shown.get(sheet);
  const places = marked.map((place) => ({ ...place, page: place.page ?? page.pageNumber }));
  const now = {
    pdf,
    Util,
    number: page.pageNumber,
    zoom,
    turned: before?.turned ?? turning(sheet, pdf.numPages),
  };
  shown.set(sheet, now);
  now.turned(now, (to, size) => showPdf(sheet, source, to, places, size));
  const viewport = page.getViewport({ scale: SCALE });
  if (before?.number !== now.number || before.zoom !== zoom) {
    const large = page.getViewport({ scale: SCALE * zoom });
    const canvas = Object.assign(document.createElement('canvas'), {
      width: large.width,
      height: large.height,
    });
    const around = Object.assign(document.createElement('div'), { className: 'around' });
    const width = sheet.firstElementChild?.getBoundingClientRect().width;
    if (zoom > 1 && before && width)
      Object.assign(around.style, { width: `${(width / before.zoom) * zoom}px`, maxWidth: 'none' });
    around.append(canvas);
    sheet.replaceChildren(around);
    if (before?.number !== now.number) sheet.scrollTop = 0;
    await page.render({ canvas, viewport: large }).promise;
  }
  const { items } = await page.getTextContent();
  // Another page was turned to meanwhile, or other places are marked.
  if (shown.get(sheet) !== now) return;
  for (const spot of sheet.querySelectorAll('.spot')) spot.remove();
  const texts = items.map((item) => {
    const [, , , , x, y] = Util.transform(viewport.transform, item.transform);
    return { text: compact(item.str), x, y, width: item.width, height: item.height };
  });
  const here = places.filter((place) => place.page === now.number);
  const spots = here.flatMap((each) => spotsOf(texts, each).map((one) => partOf(one, each)));
  for (const { x, y, width, height } of new Map(
    spots.map((one) => [`${one.x} ${one.y} ${one.width}`, one]),
  ).values()) {
    const spot = document.createElement('div');
    spot.className = 'spot';
    sheet.firstElementChild.append(spot);
    const percent = (part, whole) => `${(part / whole) * 100}%`;
    spot.style.left = percent(x, viewport.width);
    spot.style.top = percent(y - height * SCALE, viewport.height);
    spot.style.width = percent(width * SCALE, viewport.width);
    spot.style.height = percent(height * SCALE * 1.2, viewport.height);
  }
  reveal(sheet, sheet.querySelector('.spot'));
};

/**
 * Puts buttons above a sheet that turn the pages of its PDF, with the number of the page that is shown, and that show it larger. Answers the
 * function that updates them: it takes that number and the size, and a function that shows another page or another size.
 */
const turning = (sheet, pages) => {
  const isChinese = document.documentElement.lang.startsWith('zh');
  const nav = Object.assign(document.createElement('nav'), { className: 'pages turning' });
  const where = Object.assign(document.createElement('span'), { ariaLive: 'polite' });
  const button = (text) =>
    Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'plain',
      textContent: text,
    });
  const [back, on, smaller, larger] = (
    isChinese
      ? ['上一页', '下一页', '缩小', '放大']
      : ['Previous page', 'Next page', 'Smaller', 'Larger']
  ).map(button);
  nav.ariaLabel = [isChinese ? '公开文件的页' : 'Pages of the document', sheet.dataset.file]
    .filter(Boolean)
    .join(' · ');
  nav.append(...(pages > 1 ? [back, where, on] : []), smaller, larger);
  sheet.before(nav);
  return ({ number, zoom }, show) => {
    const size = ZOOMS.indexOf(zoom);
    for (const [each, to] of [
      [smaller, ZOOMS[size - 1]],
      [larger, ZOOMS[size + 1]],
    ]) {
      each.disabled = to === undefined;
      each.onclick = () => void show(number, to);
    }
    where.textContent = isChinese
      ? `第 ${number} 页，共 ${pages} 页`
      : `Page ${number} of ${pages}`;
    for (const [each, to] of [
      [back, number - 1],
      [on, number + 1],
    ]) {
      each.disabled = to < 1 || to > pages;
      each.onclick = () => {
        sheet.dispatchEvent(new CustomEvent('turned', { detail: to }));
        void show(to, zoom);
      };
    }
  };
};

/**
 * The texts of a page that are a place. What is printed there may be printed elsewhere on the page too: `near`, a code or a name,
 * tells its row, and `column` or `nth` tells it from an equal one beside it.
 */
const spotsOf = (texts, { text, near, column, nth }) => {
  const wanted = compact(text ?? '');
  if (wanted === '') return [];
  const same = texts.filter((each) => each.text === wanted);
  const found =
    same.length > 0 || wanted.length <= 5
      ? same
      : texts.filter((each) => each.text.includes(wanted));
  const rowOf = ({ y, height }) =>
    texts
      .filter((each) => Math.abs(each.y - y) < height * SCALE * 0.7)
      .toSorted((a, b) => a.x - b.x);
  if (!near) return found;
  // What stands to the right of the code or name in the same row; of a table with two sides, on its side.
  const beside = (isNear) =>
    found
      .filter((each) =>
        isNear(
          rowOf(each).filter(({ x }) => x <= each.x),
          compact(near),
        ),
      )
      .toSorted((a, b) => a.y - b.y);
  const rows = [isExactly, contains].map(beside).find((some) => some.length > 0) ?? [];
  if (rows.length === 0) return found;
  const row = rows.filter((each) => rowOf(rows[0]).includes(each)).toSorted((a, b) => a.x - b.x);
  return [oneOf(row, column, nth)];
};

/** The part of a printed text that is a place of it: a line may be one text. How wide a part is follows from its characters. */
const partOf = (printed, { text }) => {
  const wanted = compact(text ?? '');
  const at = printed.text.indexOf(wanted);
  if (at < 0 || wanted.length === printed.text.length) return printed;
  const whole = columnsOf(printed.text);
  const [before, own] = [printed.text.slice(0, at), wanted].map((part) => columnsOf(part) / whole);
  return {
    ...printed,
    x: printed.x + printed.width * SCALE * before,
    width: printed.width * own,
  };
};
/** A Chinese character is as wide as two others. */
const columnsOf = (text) =>
  [...text].reduce((columns, each) => columns + (/[\u2e80-\uffef]/.test(each) ? 2 : 1), 0);

const joined = (texts) => texts.map(({ text }) => text).join('');
const contains = (texts, near) => joined(texts).includes(near);
/** Whether texts have a name, or a code that is not the beginning of a longer one: 208 is not 208 05. */
const isExactly = (texts, near) =>
  /^\d+$/.test(near)
    ? new RegExp(`(?<!\\d)${near}(?!\\d)`).test(joined(texts))
    : texts.some(({ text }) => text === near);

/** Of equal figures of a row, from left to right, the `nth`; without it the one of a column: the total stands before its parts. */
const oneOf = (equal, column, nth) => equal[nth] ?? (column === 'total' ? equal[0] : equal.at(-1));

/** The cells of a row to the right of what is printed `near` a figure; all where that is not in the row. */
const cellsBeside = (cells, near) => {
  let before = '';
  const at = cells.findIndex((cell) => {
    before += compact(cell.textContent);
    return near && before.includes(compact(near));
  });
  return cells.slice(at + 1);
};

/** Marks places in the lines of a document; answers whether one of them is shown. */
export const markLines = (root, places) => {
  for (const line of root.querySelectorAll('.noted')) line.classList.remove('noted');
  for (const mark of root.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes);
  const found = places.flatMap((place) =>
    [...root.querySelectorAll(`[data-line="${place.line}"]`)]
      .filter(({ dataset }) => dataset.page === undefined || dataset.page === String(place.page))
      .map((each) => ({ each, ...place })),
  );
  for (const { each, text, column, near, nth } of found) {
    each.classList.add('noted');
    const cells = [...(each.cells ?? [each])];
    const printing = (some) => some.filter((cell) => cell.textContent.trim() === text);
    const beside = printing(cellsBeside(cells, near));
    const same = beside.length > 0 ? beside : printing(cells);
    const isTold = column || nth !== undefined;
    for (const cell of same.length > 0 ? (isTold ? [oneOf(same, column, nth)] : same) : cells) {
      // What was marked before has left its text in parts.
      cell.normalize();
      const node = [...cell.childNodes].find((child) => child.nodeValue?.includes(text));
      if (!text || node === undefined) continue;
      const range = document.createRange();
      const at = node.nodeValue.indexOf(text);
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      const mark = document.createElement('mark');
      mark.className = 'spot';
      range.surroundContents(mark);
    }
  }
  reveal(root.querySelector('.sheet'), found[0]?.each.querySelector('mark') ?? found[0]?.each);
  return found.length > 0;
};

/** Scrolls a document to a line; answers whether it is shown. */
export const revealLine = (root, { page, line }) => {
  const shown = [...root.querySelectorAll(`[data-line="${line}"]`)].find(
    ({ dataset }) => dataset.page === undefined || dataset.page === String(page),
  );
  reveal(root.querySelector('.sheet'), shown);
  return shown !== undefined;
};

/** Scrolls the sheet alone, and a wide table in it, so that the page stays where its reader is. */
const reveal = (sheet, spot) => {
  if (!sheet || !spot) return;
  const topOf = (element) => element.getBoundingClientRect().top;
  sheet.scrollTop += topOf(spot) - topOf(sheet) - sheet.clientHeight / 2;
  for (let part = spot; part !== sheet;) {
    part = part.parentElement;
    const [inner, outer] = [spot.getBoundingClientRect(), part.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right)
      part.scrollLeft += inner.left - outer.left - part.clientWidth / 2;
  }
};

const compact = (text) => text.replaceAll(/[\s,]/g, '');

for (const sheet of document.querySelectorAll('[data-pdf]')) {
  const { pdf: url, page, places } = sheet.dataset;
  showPdf(sheet, { url }, Number(page), JSON.parse(places)).catch((error) => {
    sheet.textContent = String(error);
  });
}
for (const sheet of document.querySelectorAll('#published .sheet'))
  reveal(sheet, sheet.querySelector('mark') ?? sheet.querySelector('.noted'));
