// What is wrong in a row, beside its fields and in a list on top.
import { field, form, nameOf, rows, status, statusMode, words } from "./grid.js";
import { next } from "./queue.js";

const title = document.title;
export const summary = document.querySelector("[data-faults]");

export const tell = (row, problems) => {
  row.querySelectorAll("[data-field]").forEach((control) => control.removeAttribute("aria-invalid"));
  row.querySelectorAll("[data-told]").forEach((box) => {
    box.textContent = "";
  });
  row.faults = [];
  problems.forEach((problem) => tellProblem(row, problem));
  row.classList.toggle("has-fault", row.faults.length > 0);
  showSummary();
};

const tellProblem = (row, problem) => {
  const control = field(row, problem.field);
  const text = document.createElement("p");
  text.className = problem.unfinished ? "quiet" : "field-error";
  text.textContent = problem.text;
  row.querySelector(`[data-told="${problem.field}"]`)?.append(text);
  if (problem.unfinished) return;
  control?.setAttribute("aria-invalid", "true");
  row.faults.push({ id: control ? control.id : `${row.dataset.row}-state`, text: problem.text });
};

// Each error is a link to its field; the focus goes there only when the whole is sent.
const showSummary = () => {
  const list = document.createElement("ul");
  rows().forEach((row) => {
    (row.faults || []).forEach((fault) => list.append(linkTo(row, fault)));
  });
  summary.querySelectorAll("ul").forEach((old) => old.remove());
  summary.append(list);
  summary.hidden = !list.children.length;
  document.title = (summary.hidden ? "" : words.error) + title;
  if (!summary.hidden) status("wrong", words.wrong);
  else if (!next() && statusMode() === "wrong") status("", "");
};

const linkTo = (row, fault) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${fault.id}`;
  link.textContent = `${nameOf(row)}: ${fault.text}`;
  item.append(link);
  return item;
};

export const speak = (text) => {
  form.querySelector("[data-said]").textContent = text;
};
