// Copies a table as text that spreadsheets take.
const begin = () => {
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
begin();
document.addEventListener('shown', begin);
