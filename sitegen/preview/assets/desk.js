// The desk works without this; with it, what was found is taken over with one press.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-field]");
  if (!button) return;
  const { field, value } = button.dataset;
  const boxes = document.querySelectorAll(`input[type="checkbox"][name="${field}"]`);
  if (boxes.length) {
    const chosen = value.split("\n");
    for (const box of boxes) box.checked = chosen.includes(box.value);
  } else {
    document.getElementById(field).value = value;
  }
});
