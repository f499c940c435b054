// On an English page: marks the Chinese parts of what other scripts show, as the service marks those of the page.
const main = document.getElementById('main');
const part = new RegExp(main.dataset.chinese, 'gu');

const mark = (text) => {
  const around = text.parentElement;
  if (!around || around.closest('[lang|=zh], option, title, svg, template')) return;
  const found = [...text.data.matchAll(part)];
  if (found.length === 0) return;
  const parts = [];
  let end = 0;
  for (const { 0: each, index } of found) {
    const span = Object.assign(document.createElement('span'), {
      lang: 'zh-Hans',
      textContent: each,
    });
    parts.push(text.data.slice(end, index), span);
    end = index + each.length;
  }
  text.replaceWith(...parts, text.data.slice(end));
};

new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) {
      const texts = document.createNodeIterator(node, NodeFilter.SHOW_TEXT);
      const all = [];
      for (let text; (text = texts.nextNode());) all.push(text);
      for (const text of all) mark(text);
    }
}).observe(main, { childList: true, subtree: true });
