// Sorting and filtering of the table of deals: an extra, the table is whole without it.
(() => {
  const table = document.getElementById("deal-table");
  const tools = document.getElementById("deal-tools");
  if (!table || !tools) return;
  const rows = [...table.tBodies[0].rows];
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  const texts = new Map(rows.map((row) => [row, fold(row.textContent)]));

  const label = document.createElement("label");
  const input = document.createElement("input");
  const status = document.createElement("p");
  input.type = "search";
  input.autocomplete = "off";
  status.className = "small quiet";
  status.setAttribute("role", "status");
  label.className = "filter";
  label.append(table.dataset.filter, input);
  tools.append(label, status);
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      if (!row.hidden) shown += 1;
    }
    status.textContent = words.length
      ? table.dataset.found.replace("{shown}", shown).replace("{all}", rows.length)
      : "";
  });

  const keyOf = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  const compare = (one, other) => {
    if (!one || !other) return one ? -1 : other ? 1 : 0;
    const numbers = [Number(one), Number(other)];
    if (numbers.every((number) => !Number.isNaN(number))) return numbers[0] - numbers[1];
    return one.localeCompare(other, document.documentElement.lang);
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1;
      const known = (row) => keyOf(row, column) !== "";
      rows.sort((a, b) => {
        if (!known(a) || !known(b)) return compare(keyOf(a, column), keyOf(b, column));
        return sign * compare(keyOf(a, column), keyOf(b, column));
      });
      table.tBodies[0].append(...rows);
    });
  });
})();
