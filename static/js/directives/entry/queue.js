// Rows that wait to be sent, by their code. They stay through a reload and without a connection. Two windows
// of one person share the storage: each writes and clears only what it put there.
import { recall, remember } from "../../storage.js";
import { place, rowOf } from "./grid.js";

export const page = Math.random().toString(36).slice(2);
export const queue = recall(localStorage, place, {});

export const keepWaiting = (code) => {
  const all = recall(localStorage, place, {});
  if (queue[code]) all[code] = queue[code];
  else if (all[code]?.page === page) delete all[code];
  remember(localStorage, place, all);
};

export const isEmpty = () => !Object.keys(queue).length;
export const next = () => Object.keys(queue).find((code) => !queue[code].stuck && rowOf(code));
