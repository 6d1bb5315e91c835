// The panel that tells why a figure is so, beside the table that it stands in. On a phone it takes
// the whole screen. The address names the figure, so that it can be sent on and opened again.
window.whyPanel = (function () {
  "use strict";
  var root = document.documentElement;
  var panel = document.getElementById("why");
  var beside = window.matchMedia("(min-width: 768px)");
  var MARK = "#figure/";
  var opened = null; // the link that the open figure belongs to
  var asked = ""; // the address of its page

  function pathOf(link) {
    return new URL(link.href, location.href).pathname;
  }

  function linkIn(page, path) {
    return Array.prototype.find.call(page.querySelectorAll("main a[data-why]"), function (link) {
      return !panel.contains(link) && pathOf(link) === path;
    });
  }

  function markOf(path) {
    return MARK + path.split("/").slice(-3, -1).join("/");
  }

  function addressOf(mark) {
    var names = mark.slice(MARK.length).split("/");
    return panel.dataset.address.replace("UNIT", names[0]).replace("INDICATOR", names[1]) + location.search;
  }

  // Back closes the panel; where htmx keeps the history of the page, it leaves the page as before.
  function tellAddress(mark) {
    if (location.hash === mark) return;
    if (panel.open || (history.state && history.state.htmx)) {
      history.replaceState(history.state, "", mark);
    } else {
      history.scrollRestoration = "manual";
      history.pushState({ why: true }, "", mark);
    }
  }

  function show() {
    if (beside.matches) panel.show();
    else panel.showModal();
    root.classList.toggle("with-why", beside.matches);
  }

  function choose(link) {
    if (opened) opened.removeAttribute("aria-current");
    opened = link || null;
    if (opened) opened.setAttribute("aria-current", "true");
  }

  function neighbour(way) {
    var cell = opened && opened.closest("td");
    var row = cell && cell.parentElement[way];
    while (row) {
      var found = row.cells[cell.cellIndex] && row.cells[cell.cellIndex].querySelector("a[data-why]");
      if (found) return found;
      row = row[way];
    }
    return null;
  }

  // Up and down walk the column of the table as it is sorted and filtered.
  function setStep(rel, way) {
    var step = panel.querySelector("a[rel=" + rel + "]");
    if (!opened || !step) return;
    var next = neighbour(way);
    step.hidden = !next;
    if (next) step.href = next.href;
  }

  function setSteps() {
    setStep("prev", "previousElementSibling");
    setStep("next", "nextElementSibling");
  }

  function ready() {
    panel.removeAttribute("aria-busy");
    setSteps();
    var title = document.getElementById("why-title");
    if (title) title.focus();
    if (opened && beside.matches) opened.scrollIntoView({ block: "nearest" });
  }

  // `link` is the one that was clicked: two of a page may tell of one figure.
  function open(href, link) {
    var path = new URL(href, location.href).pathname;
    choose(link && !panel.contains(link) ? link : linkIn(document, path));
    tellAddress(markOf(path));
    panel.setAttribute("aria-busy", "true");
    if (!panel.open) show();
    asked = href;
    window.htmx.ajax("GET", href, { source: panel, target: panel, swap: "innerHTML" }).then(ready);
  }

  function closed() {
    if (panel.open) return;
    var link = opened;
    root.classList.remove("with-why");
    choose(null);
    panel.replaceChildren();
    if (link) link.focus();
    if (location.hash.indexOf(MARK) !== 0) return;
    if (history.state && history.state.why) history.back();
    else history.replaceState(history.state, "", location.pathname + location.search);
  }

  function follow() {
    if (location.hash.indexOf(MARK) === 0) open(addressOf(location.hash));
    else if (panel.open) panel.close();
  }

  panel.addEventListener("close", closed);
  // What cannot be brought in here may be there as a page of its own.
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    panel.addEventListener(name, function () { location.assign(asked); });
  });
  panel.addEventListener("click", function (event) {
    if (event.target.closest("[data-why-close]")) panel.close();
  });
  panel.addEventListener("keydown", function (event) {
    var rel = { ArrowUp: "prev", ArrowDown: "next" }[event.key];
    var step = rel && event.target.closest(".why-head") && panel.querySelector("a[rel=" + rel + "]");
    if (!step) return;
    event.preventDefault();
    if (!step.hidden) open(step.href);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && panel.open) panel.close();
  });
  // A table that was sorted or filtered has new links.
  document.addEventListener("htmx:afterSwap", function (event) {
    if (!panel.open || panel.contains(event.target)) return;
    choose(linkIn(document, new URL(asked, location.href).pathname));
    setSteps();
  });
  window.addEventListener("popstate", follow);
  beside.addEventListener("change", function () {
    if (!panel.open) return;
    panel.close();
    show();
  });
  return { open: open, follow: follow };
})();
