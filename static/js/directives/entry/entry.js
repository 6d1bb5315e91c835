// The entry page: what is typed is kept, by `saving`; keys and blocks from Excel have files of their own.
import { summary } from "./faults.js";
import { field, form, isSeen, shape, status, words } from "./grid.js";
import { listenToKeys } from "./keys.js";
import { listenToPaste } from "./paste.js";
import { isEmpty, next } from "./queue.js";
import {
  forgetVersions, hasEnded, isRetrying, isStale, keepMine, now, restore, resume, sendTyped, soon, takeTheirs, undo,
} from "./saving.js";
import { hasSteps, newVisit } from "./undoing.js";

const rowIn = (event) => event.target.dataset.field && event.target.closest("[data-row]");

// A state by mouse or key; with a figure the focus goes to its first field.
const choose = (row, state) => {
  field(row, "state").value = state;
  shape(row);
  newVisit();
  now(row);
  const inputs = [...row.querySelectorAll("[data-inputs] input.form-control")];
  const first = state === "value" && inputs.find(isSeen);
  (first || field(row, "state")).focus();
};

const listenToTyping = () => {
  const heed = (event, then) => {
    const row = rowIn(event);
    if (!row) return;
    shape(row);
    then(row);
  };
  form.addEventListener("input", (event) => heed(event, soon));
  form.addEventListener("change", (event) => heed(event, (row) => now(row)));
  form.addEventListener("focusin", newVisit);
};

const listenToButtons = () => {
  form.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    const button = event.target.closest("button");
    if (!row || !button) return;
    if (button.dataset.choose) choose(row, button.dataset.choose);
    if (!row.clash) return;
    if (button.hasAttribute("data-keep-mine")) keepMine(row);
    else if (button.hasAttribute("data-take-theirs")) takeTheirs(row);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-undo]") && hasSteps()) undo();
  });
};

// Sending the whole waits until all is kept.
const listenToSending = () => {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-send]")) return;
    sendTyped();
    if (isEmpty()) return;
    event.preventDefault();
    if (!summary.hidden) summary.focus();
    else if (hasEnded()) return;
    else if (!next()) status("wrong", words.waiting);
    else sendWhenSettled(event.target, event.submitter);
  });
};

const sendWhenSettled = (target, sender) => {
  const settled = () => {
    if (next() && !isRetrying()) return;
    document.removeEventListener("entry:settled", settled);
    if (isEmpty()) target.requestSubmit(sender);
    else status("waiting", words.waiting);
  };
  document.addEventListener("entry:settled", settled);
};

if (isStale()) {
  forgetVersions();
  location.reload();
} else {
  listenToTyping();
  listenToButtons();
  listenToSending();
  listenToKeys(choose);
  listenToPaste();
  window.addEventListener("focus", () => resume({ login: true }));
  window.addEventListener("online", () => resume());
  restore();
}
