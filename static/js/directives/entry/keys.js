// The entry grid without a mouse: keys between fields, states by a key.
import { field, form, isSeen, rows } from "./grid.js";
import { isTyping, soon, undo } from "./saving.js";
import { hasSteps } from "./undoing.js";

const STATES = { KeyV: "value", KeyK: "no_cases", KeyC: "not_started", KeyS: "not_reported" };
const TEXT = "input.form-control";
let atFocus = "";

const fieldsOf = (row) => [...row.querySelectorAll(`select[data-field], ${TEXT}`)].filter(isSeen);

// The same field of the row above or below; the first one where that row has no such field.
const leap = (from, by) => {
  const all = rows();
  const other = all[all.indexOf(from.closest("[data-row]")) + by];
  if (!other) return;
  const named = field(other, from.dataset.field);
  const fields = fieldsOf(other);
  (isSeen(named) ? named : fields.find((control) => control.tagName === "INPUT") || fields[0]).focus();
};

const step = (from, by) => {
  const all = fieldsOf(from.closest("[data-row]"));
  const other = all[all.indexOf(from) + by];
  other?.focus();
  return Boolean(other);
};

const asItWas = (input) => {
  if (input.value === atFocus) return false;
  input.value = atFocus;
  soon(input.closest("[data-row]"));
  return true;
};

const selectOrEnd = (input) => {
  const end = input.value.length;
  if (end && input.selectionEnd - input.selectionStart === end) input.setSelectionRange(end, end);
  else input.select();
};

// Whether the key meant something in this field.
const inText = (event) => {
  const input = event.target;
  switch (event.key) {
    case "Enter":
      leap(input, event.shiftKey ? -1 : 1);
      return true;
    case "ArrowDown":
      leap(input, 1);
      return true;
    case "ArrowUp":
      leap(input, -1);
      return true;
    case "ArrowLeft":
      return input.selectionStart === 0 && input.selectionEnd === 0 && step(input, -1);
    case "ArrowRight":
      return input.selectionStart === input.value.length && step(input, 1);
    case "Escape":
      return asItWas(input);
    case "F2":
      selectOrEnd(input);
      return true;
    default:
      return false;
  }
};

export const listenToKeys = (choose) => {
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey;
    if (event.altKey && plain && STATES[event.code] && !row.hasAttribute("data-locked")) {
      event.preventDefault();
      choose(row, STATES[event.code]);
    } else if (!plain && !event.shiftKey && event.key.toLowerCase() === "z") {
      if (!hasSteps() || isTyping()) return;
      event.preventDefault();
      undo();
    } else if (plain && !event.altKey && event.target.matches(TEXT) && inText(event)) {
      event.preventDefault();
    }
  });

  form.addEventListener("focusin", (event) => {
    if (!event.target.matches(TEXT)) return;
    atFocus = event.target.value;
    event.target.select();
  });
};
