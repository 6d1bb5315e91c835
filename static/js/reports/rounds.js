// The desk: picking rows by mouse and keyboard. Without this file the boxes and the buttons work.
const form = document.querySelector("form[data-picks]");
const search = document.querySelector("input[type=search]");
let last = null;

const boxes = () => [...form.querySelectorAll("input[name=unit]")];

const show = () => {
  const all = boxes();
  const picked = all.filter((box) => box.checked).length;
  const whole = form.querySelector("[data-pick-all]");
  form.querySelector("[data-picked]").textContent = String(picked);
  form.querySelector("[data-needs-pick]").disabled = picked === 0;
  whole.checked = picked > 0 && picked === all.length;
  whole.indeterminate = picked > 0 && picked < all.length;
};

const set = (chosen, value) => {
  chosen.forEach((box) => {
    box.checked = value;
  });
  show();
};

// Shift and Space, or Shift and a click: all rows from the last one picked to this one.
const setRange = (box) => {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  set(all.slice(from, to + 1), box.checked);
};

if (form?.querySelector("[data-pick-all]")) {
  form.addEventListener("click", (event) => {
    if (event.target.matches("[data-pick-none]")) set(boxes(), false);
    if (event.target.matches("[data-pick-all]")) set(boxes(), event.target.checked);
    if (!event.target.matches("input[name=unit]")) return;
    if (event.shiftKey && last) setRange(event.target);
    last = event.target;
    show();
  });
  show();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || !search || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  search.focus();
});
