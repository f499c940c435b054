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

/** Shows a page of a PDF, and marks the texts on it. `source` is what pdf.js opens: a `url`, or the bytes as `data`. */
export const showPdf = async (sheet, source, number, texts) => {
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
  const wanted = new Set(texts.map(compact).filter((text) => text !== ''));
  if (wanted.size === 0) return;
  const { items } = await page.getTextContent();
  for (const { str, transform, width, height } of items) {
    const text = compact(str);
    if (![...wanted].some((each) => text === each || (each.length > 5 && text.includes(each))))
      continue;
    const [, , , , x, y] = Util.transform(viewport.transform, transform);
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

/** Marks places in the lines of a document; answers whether one of them is shown. */
export const markLines = (root, places) => {
  for (const line of root.querySelectorAll('.noted')) line.classList.remove('noted');
  for (const mark of root.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes);
  const found = places.flatMap(({ page, line, text }) =>
    [...root.querySelectorAll(`[data-line="${line}"]`)]
      .filter(({ dataset }) => dataset.page === undefined || dataset.page === String(page))
      .map((each) => ({ each, text })),
  );
  for (const { each, text } of found) {
    each.classList.add('noted');
    const cells = [...(each.cells ?? [each])];
    const same = cells.filter((cell) => cell.textContent.trim() === text);
    for (const cell of same.length > 0 ? same : cells) {
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
  reveal(root.querySelector('.sheet'), found[0]?.each);
  return found.length > 0;
};

/** Scrolls the sheet alone, so that the page stays where its reader is. */
const reveal = (sheet, spot) => {
  if (!sheet || !spot) return;
  const [inner, outer] = [spot.getBoundingClientRect(), sheet.getBoundingClientRect()];
  sheet.scrollTop += inner.top - outer.top - sheet.clientHeight / 2;
};

const compact = (text) => text.replaceAll(/[\s,]/g, '');

for (const sheet of document.querySelectorAll('[data-pdf]')) {
  const { pdf: url, page, text } = sheet.dataset;
  showPdf(sheet, { url }, Number(page), [text]).catch((error) => {
    sheet.textContent = String(error);
  });
}
for (const sheet of document.querySelectorAll('#published .sheet'))
  reveal(sheet, sheet.querySelector('.noted'));
