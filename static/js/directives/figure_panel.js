// The panel that tells why a figure is so, beside the table that it stands in. On a phone it takes
// the whole screen. The address names the figure, so that it can be sent on and opened again.
const MARK = "#figure/";
const root = document.documentElement;
const panel = document.getElementById("why");
const beside = window.matchMedia("(min-width: 768px)");
let opened = null; // the link that the open figure belongs to
let address = ""; // of its page

// Its style, and htmx where the page does without, come with it, one after the other.
const bring = (part) =>
  new Promise((resolve, reject) => {
    const copy = document.importNode(part, true);
    copy.async = false;
    copy.addEventListener("load", resolve);
    copy.addEventListener("error", reject);
    document.head.append(copy);
    if (copy.tagName === "META") resolve();
  });

await Promise.all([...document.getElementById("why-parts").content.children].map(bring));

const pathOf = (href) => new URL(href, location.href).pathname;
const isNamed = () => location.hash.startsWith(MARK);
const markOf = (path) => MARK + path.split("/").slice(-3, -1).join("/");

const linkOf = (path) =>
  [...document.querySelectorAll("main a[data-why]")].find(
    (link) => !panel.contains(link) && pathOf(link.href) === path,
  );

const addressOf = (mark) => {
  const [unit, indicator] = mark.slice(MARK.length).split("/");
  return panel.dataset.address.replace("UNIT", unit).replace("INDICATOR", indicator) + location.search;
};

// Back closes the panel; where htmx keeps the history of the page, it leaves the page as before.
const tellAddress = (mark) => {
  if (location.hash === mark) return;
  if (panel.open || history.state?.htmx) {
    history.replaceState(history.state, "", mark);
  } else {
    history.scrollRestoration = "manual";
    history.pushState({ why: true }, "", mark);
  }
};

const show = () => {
  if (beside.matches) panel.show();
  else panel.showModal();
  root.classList.toggle("with-why", beside.matches);
};

const choose = (link) => {
  opened?.removeAttribute("aria-current");
  opened = link || null;
  opened?.setAttribute("aria-current", "true");
};

const neighbour = (way) => {
  const cell = opened.closest("td");
  for (let row = cell?.parentElement[way]; row; row = row[way]) {
    const link = row.cells[cell.cellIndex]?.querySelector("a[data-why]");
    if (link) return link;
  }
  return null;
};

// Up and down walk the column of the table as it is sorted and filtered.
const setStep = (rel, way) => {
  const step = panel.querySelector(`a[rel=${rel}]`);
  if (!opened || !step) return;
  const next = neighbour(way);
  step.hidden = !next;
  if (next) step.href = next.href;
};

const setSteps = () => {
  setStep("prev", "previousElementSibling");
  setStep("next", "nextElementSibling");
};

const ready = () => {
  panel.removeAttribute("aria-busy");
  setSteps();
  document.getElementById("why-title")?.focus();
  if (beside.matches) opened?.scrollIntoView({ block: "nearest" });
};

// `link` is the one that was clicked: two of a page may tell of one figure.
export const open = (href, link) => {
  const path = pathOf(href);
  choose(link && !panel.contains(link) ? link : linkOf(path));
  tellAddress(markOf(path));
  panel.setAttribute("aria-busy", "true");
  if (!panel.open) show();
  address = href;
  window.htmx.ajax("GET", href, { source: panel, target: panel, swap: "innerHTML" }).then(ready);
};

export const follow = () => {
  if (isNamed()) open(addressOf(location.hash));
  else if (panel.open) panel.close();
};

const closed = () => {
  if (panel.open) return;
  const link = opened;
  root.classList.remove("with-why");
  choose(null);
  panel.replaceChildren();
  link?.focus();
  if (!isNamed()) return;
  if (history.state?.why) history.back();
  else history.replaceState(history.state, "", location.pathname + location.search);
};

panel.addEventListener("close", closed);
// What cannot be brought in here may be there as a page of its own.
["htmx:responseError", "htmx:sendError"].forEach((name) => {
  panel.addEventListener(name, () => location.assign(address));
});
panel.addEventListener("click", (event) => {
  if (event.target.closest("[data-why-close]")) panel.close();
});
panel.addEventListener("keydown", (event) => {
  const rel = { ArrowUp: "prev", ArrowDown: "next" }[event.key];
  const step = rel && event.target.closest(".why-head") && panel.querySelector(`a[rel=${rel}]`);
  if (!step) return;
  event.preventDefault();
  if (!step.hidden) open(step.href);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.open) panel.close();
});
// A table that was sorted or filtered has new links.
document.addEventListener("htmx:afterSwap", (event) => {
  if (!panel.open || panel.contains(event.target)) return;
  choose(linkOf(pathOf(address)));
  setSteps();
});
window.addEventListener("popstate", follow);
beside.addEventListener("change", () => {
  if (!panel.open) return;
  panel.close();
  show();
});
