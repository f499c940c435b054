// Shows a document as it is published, with the places marked where figures are printed.

const SCALE = 1.5;
/** The PDF of each sheet, and the page that it shows. */
const shown = new WeakMap();

/** The library for PDF, which the service gives from the package, is loaded with the first one. */
const opened = async (source) => {
  const { getDocument, GlobalWorkerOptions, Util } = await import('/assets/pdf.min.mjs');
  GlobalWorkerOptions.workerSrc = '/assets/pdf.worker.min.mjs';
  return { pdf: await getDocument({ ...source, isEvalSupported: false }).promise, Util };
};

/** Shows a page of a PDF, and marks the places on it. `source` is what pdf.js opens: a `url`, or the bytes as `data`. */
export const showPdf = async (sheet, source, number, places) => {
  const before = shown.get(sheet);
  const { pdf, Util } = before ?? (await opened(source));
  const page = await pdf.getPage(Math.min(Math.max(1, number), pdf.numPages));
  const viewport = page.getViewport({ scale: SCALE });
  if (before?.number !== page.pageNumber) {
    shown.set(sheet, { pdf, Util, number: page.pageNumber });
    const canvas = Object.assign(document.createElement('canvas'), {
      width: viewport.width,
      height: viewport.height,
    });
    const around = Object.assign(document.createElement('div'), { className: 'around' });
    around.append(canvas);
    sheet.replaceChildren(around);
    await page.render({ canvas, viewport }).promise;
  }
  for (const spot of sheet.querySelectorAll('.spot')) spot.remove();
  const { items } = await page.getTextContent();
  const texts = items.map((item) => {
    const [, , , , x, y] = Util.transform(viewport.transform, item.transform);
    return { text: compact(item.str), x, y, width: item.width, height: item.height };
  });
  for (const { x, y, width, height } of new Set(places.flatMap((each) => spotsOf(texts, each)))) {
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
 * The texts of a page that are a place. What is printed there may be printed elsewhere on the page too: `near`, a code or a name,
 * tells its row, and `column` tells it from an equal one beside it.
 */
const spotsOf = (texts, { text, near, column }) => {
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
  // What stands to the right of the code or name in the same row; of a table with two sides, on its side.
  const beside = found.filter((each) => {
    const before = rowOf(each).filter(({ x }) => x <= each.x);
    return (
      near &&
      before
        .map((one) => one.text)
        .join('')
        .includes(compact(near))
    );
  });
  return beside.length === 0
    ? found
    : [
        ofColumn(
          beside.toSorted((a, b) => a.x - b.x),
          column,
        ),
      ];
};

/** Of equal figures of a row, from left to right, the one of a column: the total stands before its parts. */
const ofColumn = (equal, column) => (column === 'total' ? equal[0] : equal.at(-1));

/** Marks places in the lines of a document; answers whether one of them is shown. */
export const markLines = (root, places) => {
  for (const line of root.querySelectorAll('.noted')) line.classList.remove('noted');
  for (const mark of root.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes);
  const found = places.flatMap(({ page, line, text, column }) =>
    [...root.querySelectorAll(`[data-line="${line}"]`)]
      .filter(({ dataset }) => dataset.page === undefined || dataset.page === String(page))
      .map((each) => ({ each, text, column })),
  );
  for (const { each, text, column } of found) {
    each.classList.add('noted');
    const cells = [...(each.cells ?? [each])];
    const same = cells.filter((cell) => cell.textContent.trim() === text);
    for (const cell of same.length > 0 ? [column ? ofColumn(same, column) : same].flat() : cells) {
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
  const number = Number(page);
  const marked = JSON.parse(places).filter((place) => (place.page ?? number) === number);
  showPdf(sheet, { url }, number, marked).catch((error) => {
    sheet.textContent = String(error);
  });
}
for (const sheet of document.querySelectorAll('#published .sheet'))
  reveal(sheet, sheet.querySelector('mark') ?? sheet.querySelector('.noted'));
