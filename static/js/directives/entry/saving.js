// Each row is kept as it is typed. The server alone knows the rules; what cannot be sent now waits, and
// nothing is overwritten unseen.
import { recall, remember } from "../../storage.js";
import { clash, hideClash, showOthers } from "./conflicts.js";
import { speak, tell } from "./faults.js";
import { form, place, read, rowOf, rows, same, setVersion, status, statusText, words, write } from "./grid.js";
import { keepWaiting, next, page, queue } from "./queue.js";
import { addStep, lastSteps, showUndo, visit } from "./undoing.js";

const DEBOUNCE_MS = 300;
const RETRY_MS = 4000;
const VERSIONS = `${place}:versions`;
const timers = {};
const versions = recall(sessionStorage, VERSIONS, {});
let token = form.querySelector("[name=csrfmiddlewaretoken]").value;
let busy = false;
let ended = false;
let retry = 0;
let counter = 0;

export const hasEnded = () => ended;
export const isRetrying = () => Boolean(retry);
export const isTyping = () => Object.keys(timers).length > 0;

// When to send -------------------------------------------------------------------------------
export const soon = (row) => {
  clearTimeout(timers[row.dataset.row]);
  timers[row.dataset.row] = setTimeout(() => now(row), DEBOUNCE_MS);
};

export const now = (row, more = {}) => {
  const code = row.dataset.row;
  const fields = read(row);
  const waiting = queue[code];
  clearTimeout(timers[code]);
  delete timers[code];
  if (!Object.keys(more).length && waiting && same(fields, waiting.fields)) return pump();
  if (!more.always && !waiting && same(fields, row.kept)) return tell(row, []);
  counter += 1;
  queue[code] = { fields, version: row.dataset.version, n: counter, session: visit(), page, ...more };
  keepWaiting(code);
  return pump();
};

export const sendTyped = () => Object.keys(timers).forEach((code) => now(rowOf(code)));

export const pump = () => {
  const code = next();
  if (busy || ended || !code) return;
  busy = true;
  clearTimeout(retry);
  status("saving", words.saving);
  send(rowOf(code), queue[code]).catch(later).finally(() => {
    busy = false;
    if (!retry) pump();
    document.dispatchEvent(new CustomEvent("entry:settled"));
  });
};

export const resume = ({ login = false } = {}) => {
  if (login) ended = false;
  else {
    clearTimeout(retry);
    retry = 0;
  }
  pump();
};

const later = () => {
  status("waiting", words.offline);
  retry = setTimeout(() => {
    retry = 0;
    pump();
  }, RETRY_MS);
};

// Sending ------------------------------------------------------------------------------------
const send = async (row, item) => {
  const body = new URLSearchParams(item.fields);
  body.set("version", item.version);
  const headers = { "X-CSRFToken": token };
  const answer = await fetch(row.dataset.url, { method: "POST", body, redirect: "manual", headers });
  retry = 0;
  if (answer.status === 403 && !item.renewed) return renew(item);
  if (answer.type === "opaqueredirect" || answer.status === 403) return loggedOut();
  if (answer.status >= 500 || answer.status === 404) throw new Error(String(answer.status));
  return heard(row, item, await answer.json());
};

// After a new log-in in another window the page's token is an old one: take the new one, once.
const renew = async (item) => {
  const answer = await fetch(location.pathname, { redirect: "manual" });
  if (!answer.ok) return loggedOut();
  const fresh = new DOMParser()
    .parseFromString(await answer.text(), "text/html")
    .querySelector("[data-entry] [name=csrfmiddlewaretoken]");
  if (!fresh) return loggedOut();
  token = fresh.value;
  item.renewed = true;
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => {
    input.value = token;
  });
  return undefined;
};

// Nothing is sent until somebody comes back to the page, perhaps logged in again elsewhere.
const loggedOut = () => {
  ended = true;
  status("wrong", words.loginAgain);
  const link = document.createElement("a");
  link.href = `${form.dataset.login}?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = words.loginLink;
  statusText.append(" ", link);
};

// Answers ------------------------------------------------------------------------------------
const heard = (row, item, answer) => {
  const code = row.dataset.row;
  const current = queue[code];
  const isNewest = current?.n === item.n;
  if (answer.problems || answer.conflict || answer.locked) {
    if (isNewest) current.stuck = true;
    keepWaiting(code);
    if (answer.conflict) return clash(row, answer);
    if (answer.locked) return status("wrong", answer.locked);
    return tell(row, answer.problems);
  }
  if (isNewest) delete queue[code];
  else if (current) current.version = answer.version;
  keepWaiting(code);
  return kept(row, item, answer, isNewest);
};

const kept = (row, item, answer, isNewest) => {
  const code = row.dataset.row;
  if (!item.undoing && !same(item.fields, row.kept)) addStep(code, row.kept, item.session, answer.version);
  row.kept = item.fields;
  setVersion(row, answer.version);
  versions[code] = answer.version;
  remember(sessionStorage, VERSIONS, versions);
  row.querySelector("[data-result]").innerHTML = answer.result;
  row.classList.toggle("differs", answer.differs);
  hideClash(row);
  document.querySelector("[data-headline]").innerHTML = answer.head;
  document.querySelector("[data-left]").innerHTML = answer.left;
  document.querySelector("[data-done]").textContent = answer.done;
  speak(answer.said);
  if (isNewest) tell(row, []);
  if (!next()) status("saved", answer.saved);
  showOthers(answer.others);
};

// Taking back, and coming back ---------------------------------------------------------------
export const undo = () => {
  lastSteps().forEach((step) => {
    const row = rowOf(step.code);
    // What somebody else has written since is not undone unseen.
    if (!row || ![step.version, versions[step.code]].some((seen) => String(seen) === row.dataset.version)) return;
    write(row, step.fields);
    now(row, { undoing: true });
  });
  showUndo();
};

export const takeTheirs = (row) => {
  delete queue[row.dataset.row];
  keepWaiting(row.dataset.row);
  setVersion(row, row.clash.version);
  write(row, row.clash.theirs);
  row.kept = read(row);
  now(row, { always: true });
};

export const keepMine = (row) => {
  setVersion(row, row.clash.version);
  now(row, { always: true });
};

// A page that was made before the last save was through, or comes from the browser's memory.
export const isStale = () => rows().some((row) => Number(row.dataset.version) < versions[row.dataset.row]);
export const forgetVersions = () => remember(sessionStorage, VERSIONS, {});

// What was typed before a reload or without a connection comes back and is sent.
export const restore = () => {
  rows().forEach((row) => {
    row.kept = read(row);
    const item = queue[row.dataset.row];
    if (!item) return;
    item.stuck = false;
    item.page = page;
    keepWaiting(row.dataset.row);
    setVersion(row, item.version);
    write(row, item.fields);
  });
  showUndo();
  pump();
};
