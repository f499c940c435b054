// Shows the page of a published PDF, with the places marked where a figure is printed.
// The file of the library, which the service gives from the package.
const { getDocument, GlobalWorkerOptions, Util } = await import('/assets/pdf.min.mjs');

GlobalWorkerOptions.workerSrc = '/assets/pdf.worker.min.mjs';
const SCALE = 1.5;

const show = async (sheet) => {
  const { pdf, page: number, text } = sheet.dataset;
  const document_ = await getDocument({ url: pdf, isEvalSupported: false }).promise;
  const page = await document_.getPage(Math.min(Number(number), document_.numPages));
  const viewport = page.getViewport({ scale: SCALE });
  const canvas = Object.assign(document.createElement('canvas'), {
    width: viewport.width,
    height: viewport.height,
  });
  sheet.replaceChildren(canvas);
  await page.render({ canvas, viewport }).promise;
  if (!text) return;
  const wanted = compact(text);
  const { items } = await page.getTextContent();
  for (const { str, transform, width, height } of items) {
    if (compact(str) !== wanted && !(wanted.length > 5 && compact(str).includes(wanted))) continue;
    const [, , , , x, y] = Util.transform(viewport.transform, transform);
    const spot = document.createElement('div');
    spot.className = 'spot';
    sheet.append(spot);
    spot.style.left = `${x}px`;
    spot.style.top = `${y - height * SCALE}px`;
    spot.style.width = `${width * SCALE}px`;
    spot.style.height = `${height * SCALE * 1.2}px`;
  }
  sheet.querySelector('.spot')?.scrollIntoView({ block: 'center' });
};

const compact = (text) => text.replaceAll(/[\s,]/g, '');

for (const sheet of document.querySelectorAll('[data-pdf]'))
  show(sheet).catch((error) => {
    sheet.textContent = String(error);
  });
