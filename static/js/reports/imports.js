// [data-keep-place]: a form in it that is sent brings the page back where it was, with the focus on
// the same control; where that is settled and gone, on the one that took its place.
import { recall, remember } from "../storage.js";

const NAME = "place";
let changed = null;

const nameOf = (control) => {
  if (control.id) return `#${CSS.escape(control.id)}`;
  const value = control.tagName === "BUTTON" ? `[value=${JSON.stringify(control.value)}]` : "";
  return control.name ? `[name=${JSON.stringify(control.name)}]${value}` : "";
};

const controlsOf = (head) => {
  const section = head && document.getElementById(head)?.closest("section");
  return section ? [...section.querySelectorAll("button, select, input:not([type=hidden])")] : [];
};

const keep = (control) => {
  const head = control.closest("section")?.getAttribute("aria-labelledby") || "";
  remember(sessionStorage, NAME, {
    path: location.pathname,
    name: nameOf(control),
    top: control.getBoundingClientRect().top,
    head,
    at: controlsOf(head).indexOf(control),
    scroll: window.scrollY,
  });
};

const comeBack = () => {
  const kept = recall(sessionStorage, NAME, null);
  remember(sessionStorage, NAME, {});
  if (kept?.path !== location.pathname || !document.querySelector("[data-keep-place]")) return;
  const same = kept.name && document.querySelector(`[data-keep-place] ${kept.name}`);
  const others = controlsOf(kept.head);
  const control = same || others[Math.min(kept.at, others.length - 1)];
  window.scrollTo({ top: kept.scroll, behavior: "instant" });
  const moved = same ? same.getBoundingClientRect().top - kept.top : 0;
  window.scrollBy({ top: moved, behavior: "instant" });
  control?.focus({ preventScroll: true });
};

// Capturing, so that it is known before a change sends the form.
document.addEventListener("change", (event) => {
  changed = event.target;
}, true);

document.addEventListener("submit", (event) => {
  const part = event.target.closest("[data-keep-place]");
  if (!part) return;
  const control = event.submitter || changed || document.activeElement;
  keep(part.contains(control) ? control : event.target);
});

comeBack();
