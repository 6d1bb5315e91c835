// Nothing that is typed is lost without a word. Each POST form keeps in this window what was typed in it until the
// server has taken it in, asks before it is left, and offers it again.
import { isKept, isWatched, nameOf, read, readShown, same, write } from "./fields.js";
import { find, forget, forgetAll, forgetTaken, put } from "./kept.js";
import { ask, show, takeAway } from "./notes.js";

const met = new WeakMap(); // form → its name, what stood in it first, and the text that it offers
let leaving = null;
let isLoggingOut = false;

const watched = () => [...document.forms].filter(isWatched);
const isChanged = (form) => met.has(form) && !same(read(form), met.get(form).first);

// Keeping ------------------------------------------------------------------------------------
const keep = (form, more = {}) => {
  const { name } = met.get(form);
  if (!isChanged(form)) return forget(name);
  return put(name, { at: Date.now(), fields: read(form), shown: readShown(form), ...more });
};

const bringBack = (form, text) => {
  takeAway(form);
  met.get(form).offered = null;
  write(form, text);
  keep(form, { at: text.at });
};

// The offer stays until it is answered; what is typed beside it is not kept, only asked about.
const offer = (form, text) => {
  const note = show(form, "offer", text.at);
  met.get(form).offered = text;
  note.querySelector("[data-typed-restore]").addEventListener("click", () => {
    bringBack(form, text);
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  note.querySelector("[data-typed-drop]").addEventListener("click", () => {
    takeAway(form);
    met.get(form).offered = null;
    keep(form);
  });
};

// Meeting a form -----------------------------------------------------------------------------
const isRefusal = () => performance.getEntriesByType("navigation")[0]?.responseStatus >= 400;

// Of citizens' data it is known only that they were sent.
const meetUnkept = (form, text) => {
  forget(met.get(form).name);
  if (isRefusal()) met.get(form).first = null;
  else show(form, "gone", text.at);
};

const meet = (form) => {
  const state = { name: nameOf(form), first: read(form), offered: null };
  const text = find(state.name);
  met.set(form, state);
  if (!text) return;
  if (!isKept(form)) meetUnkept(form, text);
  else if (same(text.fields, state.first)) {
    // The page came back with it, from the server with its errors or from the browser: still unsent.
    state.first = null;
    keep(form, { at: text.at });
  } else if (text.sending) {
    bringBack(form, text);
    show(form, "back", text.at);
  } else offer(form, text);
};

const meetAll = () => {
  forgetTaken();
  watched().filter((form) => !met.has(form)).forEach(meet);
};

// A page out of the browser's memory: what was taken in meanwhile is not unsent any more.
const comeBack = () => {
  leaving = null;
  isLoggingOut = false;
  forgetTaken();
  watched().filter((form) => met.has(form) && isKept(form) && !find(met.get(form).name)).forEach((form) => {
    met.get(form).first = read(form);
  });
};

// Typing, sending, leaving -------------------------------------------------------------------
const heed = (event) => {
  const { form } = event.target;
  if (!form || !isWatched(form)) return;
  leaving = null;
  if (!met.has(form)) met.set(form, { name: nameOf(form), first: null, offered: null });
  if (isKept(form) && !met.get(form).offered) keep(form);
};

const send = (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  isLoggingOut = form.matches("[data-log-out]");
  leaving = isLoggingOut ? null : form;
  const state = met.get(form);
  if (state) state.sending = "";
  if (!isWatched(form) || !isChanged(form)) return;
  state.sending = Math.random().toString(36).slice(2);
  if (isKept(form)) keep(form, { sending: state.sending });
  else put(state.name, { at: Date.now(), sending: state.sending });
};

document.addEventListener("input", heed);
document.addEventListener("change", heed);
window.addEventListener("submit", send);
document.addEventListener("formdata", (event) => {
  const sending = met.get(event.target)?.sending;
  if (sending) event.formData.set("_sending", sending);
});

// Where another form of the page is sent, what is kept waits for the page to come back.
window.addEventListener("beforeunload", (event) => {
  const unsent = watched().filter((form) => form !== leaving && isChanged(form));
  if (unsent.some((form) => !leaving || !isKept(form))) event.preventDefault();
});
window.addEventListener("pagehide", () => {
  if (isLoggingOut) forgetAll();
});
window.addEventListener("pageshow", (event) => (event.persisted ? comeBack() : meetAll()));

// A part of the page that htmx puts in the place of another.
document.addEventListener("htmx:beforeSwap", (event) => {
  const inside = watched().filter((form) => event.detail.target.contains(form) && isChanged(form));
  if (inside.length && !ask()) event.detail.shouldSwap = false;
});
document.addEventListener("htmx:afterSettle", meetAll);
