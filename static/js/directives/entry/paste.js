// A block from Excel: shown old and new first, kept when confirmed.
import { form, rowOf, setVersion, words, write } from "./grid.js";
import { now } from "./saving.js";
import { newVisit } from "./undoing.js";

const dialog = document.querySelector("[data-paste]");
const request = dialog.querySelector("[data-paste-form]");
const block = dialog.querySelector("[data-paste-block]");
const preview = dialog.querySelector("[data-paste-preview]");
let start = { first: "", field: "" };
let closedAt = 0;

const open = (text, first, field) => {
  start = { first, field };
  block.value = text;
  preview.textContent = "";
  dialog.showModal();
  if (text) show();
  else block.focus();
};

const show = async () => {
  const body = new FormData(request);
  body.set("part", "1");
  body.set("first", start.first);
  body.set("field", start.field);
  try {
    const answer = await fetch(request.action, { method: "POST", body, redirect: "manual" });
    if (!answer.ok) throw new Error(String(answer.status));
    preview.innerHTML = await answer.text();
    preview.querySelector("button")?.focus();
  } catch {
    preview.textContent = words.noPreview;
  }
};

const keep = (confirmed) => {
  newVisit();
  confirmed.querySelectorAll("[data-paste-row]").forEach((line) => {
    const code = line.dataset.pasteRow;
    const row = rowOf(code);
    const inputs = [...line.querySelectorAll("input")];
    const fields = Object.fromEntries(inputs.map((input) => [input.name.slice(code.length + 1), input.value]));
    if (!("version" in fields) || !row) return;
    setVersion(row, fields.version);
    write(row, fields);
    now(row);
  });
  dialog.close();
  closedAt = Date.now();
};

// The second click of a double click would fall on what stands below the dialog.
const swallowSecondClick = (event) => {
  if (event.detail < 2 || Date.now() - closedAt > 800) return;
  event.preventDefault();
  event.stopPropagation();
};

export const listenToPaste = () => {
  document.addEventListener("click", swallowSecondClick, true);

  form.addEventListener("paste", (event) => {
    const row = event.target.closest("[data-row]");
    const text = event.clipboardData.getData("text/plain").replace(/[\r\n]+$/, "");
    if (!row || !/[\t\r\n]/.test(text) || event.target.dataset.field === "note") return;
    event.preventDefault();
    open(text, row.dataset.row, event.target.dataset.field);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-paste-open]")) {
      event.preventDefault();
      open("", "", "");
    }
    if (event.target.closest("[data-paste-close]")) dialog.close();
  });

  block.addEventListener("paste", () => setTimeout(show));

  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches("[data-paste-confirm]")) keep(event.target);
    else show();
  });
};
