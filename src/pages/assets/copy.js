// Copies a table as text that spreadsheets take, and saves a plot as a picture.
const begin = () => {
  for (const button of document.querySelectorAll('[data-png]')) {
    button.hidden = false;
    button.onclick = () => savePng(button.closest('figure'));
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.onclick = async () => {
      const rows = [...document.querySelectorAll('#figures table')].flatMap((table) =>
        [...table.rows].map((row) =>
          [...row.cells].map((cell) => cell.innerText.trim()).join('\t'),
        ),
      );
      await navigator.clipboard.writeText(rows.join('\n'));
    };
  }
};
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
  const link = Object.assign(document.createElement('a'), {
    href: URL.createObjectURL(blob),
    download: `${title}.png`,
  });
  link.click();
  URL.revokeObjectURL(link.href);
};

begin();
document.addEventListener('shown', begin);
