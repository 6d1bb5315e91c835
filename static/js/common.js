// Small comforts of every page. Each works without this file.
const root = document.documentElement;
const MARK = "#figure/";

// [data-submit-on-change]: a choice by mouse or finger needs no button. From the keyboard each
// arrow key would be a choice, so there the button is shown and Enter sends.
let pointed = true;

const useOf = (input) => () => {
  pointed = input === "pointer";
  root.dataset.input = input;
};
document.addEventListener("pointerdown", useOf("pointer"), true);
document.addEventListener("keydown", useOf("keys"), true);
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form && pointed) form.requestSubmit();
});

// [data-theme-switch]: back at the system's own colours the choice is forgotten, so that the
// page follows the system again.
const systemTheme = () => (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

const showTheme = () => {
  document.querySelectorAll("[data-theme-switch]").forEach((button) => {
    button.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
  });
};

const switchTheme = () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  try {
    if (theme === systemTheme()) localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // the choice then lasts as long as the page
  }
  showTheme();
};

const openMenus = () => [...document.querySelectorAll("details[data-menu][open]")];

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-switch]")) switchTheme();
  if (event.target.closest("[data-print]")) window.print();
  openMenus().forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// The chosen menu item is in sight where the menu is wider than the screen.
const showCurrent = () => {
  const current = document.querySelector(".menu [aria-current]");
  const bar = current?.closest(".menu");
  if (bar) bar.scrollLeft = current.offsetLeft + current.offsetWidth / 2 - bar.clientWidth / 2;
};

// [data-focus]: a summary of errors is read first.
const focusErrors = () => document.querySelector("[data-focus]")?.focus();

// a[data-why]: a figure tells in a panel beside the table why it is so. The panel comes with the
// first click; where it does not come the link is a page.
const hasPanel = () => Boolean(document.getElementById("why-parts"));
let isPanelHere = false;

const withPanel = async () => {
  const panel = await import("./directives/figure_panel.js");
  isPanelHere = true;
  return panel;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-why]");
  const isElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || isElsewhere || !hasPanel()) return;
  event.preventDefault();
  withPanel().then(
    (panel) => panel.open(link.href, link),
    () => location.assign(link.href),
  );
});

// An address that names a figure opens it; once the panel is there it listens for itself.
const openNamed = () => {
  if (!location.hash.startsWith(MARK) || !hasPanel()) return;
  withPanel().then((panel) => panel.follow(), () => {});
};
window.addEventListener("hashchange", () => {
  if (!isPanelHere) openNamed();
});

showTheme();
showCurrent();
openNamed();
focusErrors();
document.addEventListener("htmx:afterSwap", focusErrors);
