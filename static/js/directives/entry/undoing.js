// Undo: one step for what was typed into a field in one visit, or for one paste.
import { recall, remember } from "../../storage.js";
import { place } from "./grid.js";
import { page } from "./queue.js";

const steps = recall(sessionStorage, place, []);
let visits = 0;

// A visit to a field, told apart from those before a reload.
export const visit = () => page + visits;
export const newVisit = () => {
  visits += 1;
};

export const hasSteps = () => steps.length > 0;

export const showUndo = () => {
  remember(sessionStorage, place, steps);
  document.querySelectorAll("[data-undo]").forEach((button) => {
    button.disabled = !steps.length;
  });
};

// `fields` is what the row held before, `version` what the server has since.
export const addStep = (code, fields, session, version) => {
  const last = steps.at(-1);
  if (last?.code !== code || last.session !== session) steps.push({ code, fields, session });
  steps.at(-1).version = version;
  showUndo();
};

// The steps of the last visit, newest first; they are taken out.
export const lastSteps = () => {
  const session = steps.at(-1)?.session;
  const taken = [];
  while (steps.length && steps.at(-1).session === session) taken.push(steps.pop());
  return taken;
};
