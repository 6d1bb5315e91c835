// What somebody else has written meanwhile: in the row that is typed in, and in all others.
import { nameOf, rowOf, status } from "./grid.js";
import { speak, tell } from "./faults.js";
import { queue } from "./queue.js";

export const clash = (row, answer) => {
  const box = row.querySelector("[data-conflict]");
  tell(row, []);
  box.hidden = false;
  box.querySelector("[data-conflict-text]").textContent = answer.conflict;
  box.querySelector("[data-keep-mine]").hidden = !answer.can_force;
  row.clash = { version: answer.version, theirs: answer.theirs };
  speak(answer.conflict);
  status("wrong", answer.status);
};

export const hideClash = (row) => {
  row.querySelector("[data-conflict]").hidden = true;
  row.querySelector("[data-other]").textContent = "";
};

export const showOthers = (changed) => {
  const notice = document.querySelector("[data-others]");
  const texts = Object.entries(changed || {})
    .filter(([code, change]) => isNews(rowOf(code), code, change))
    .map(([code, change]) => `${nameOf(rowOf(code))}: ${change.text}`);
  notice.hidden = !texts.length;
  notice.querySelector("[data-others-text]").textContent = `${texts.join("; ")}.`;
};

const isNews = (row, code, change) =>
  row && !row.hasAttribute("data-locked") && !queue[code] && String(change.version) !== row.dataset.version;
