// Small comforts. Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement;

  // [data-submit-on-change]: a choice by mouse or finger needs no button. From the keyboard each
  // arrow key would be a choice, so there the button is shown and Enter sends.
  var pointed = true;
  var chosen = null;
  document.addEventListener("pointerdown", function () { pointed = true; root.dataset.input = "pointer"; }, true);
  document.addEventListener("keydown", function () { pointed = false; root.dataset.input = "keys"; }, true);
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-submit-on-change]");
    chosen = event.target;
    if (form && pointed) form.requestSubmit();
  });

  // [data-theme-switch]: back at the system's own colours the choice is forgotten, so that the
  // page follows the system again.
  function system() {
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function showTheme() {
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    });
  }

  function switchTheme() {
    var next = root.dataset.theme === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    try {
      if (next === system()) localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch {
      // the choice then lasts as long as the page
    }
    showTheme();
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-theme-switch]")) switchTheme();
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // The chosen menu item is in sight where the menu is wider than the screen.
  function showCurrent() {
    var current = document.querySelector(".menu [aria-current]");
    if (!current) return;
    var bar = current.closest(".menu");
    bar.scrollLeft = current.offsetLeft + current.offsetWidth / 2 - bar.clientWidth / 2;
  }

  // [data-focus]: a summary of errors is read first.
  function focusErrors() {
    var summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
  }

  // a[data-why]: a figure tells in a panel beside the table why it is so. The panel's parts come
  // with the first click, one after the other; where they do not come the link is a page.
  var parts = null;
  function bring(part) {
    return new Promise(function (resolve, reject) {
      var copy = document.importNode(part, true);
      copy.async = false;
      copy.addEventListener("load", resolve);
      copy.addEventListener("error", reject);
      document.head.append(copy);
      if (copy.tagName === "META") resolve();
    });
  }

  function withPanel() {
    var template = document.getElementById("why-parts");
    parts = parts || Promise.all(Array.prototype.map.call(template.content.children, bring));
    return parts.then(function () { return window.whyPanel; });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-why]");
    var elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || !document.getElementById("why-parts")) return;
    event.preventDefault();
    withPanel().then(
      function (panel) { panel.open(link.href, link); },
      function () { location.assign(link.href); }
    );
  });

  // [data-keep-place]: a form in it that is sent brings the page back where it was, with the focus on
  // the same control; where that is settled and gone, on the one that took its place.
  function nameOf(control) {
    if (control.id) return "#" + CSS.escape(control.id);
    var value = control.tagName === "BUTTON" ? "[value=" + JSON.stringify(control.value) + "]" : "";
    return control.name ? "[name=" + JSON.stringify(control.name) + "]" + value : "";
  }

  function controlsOf(head) {
    var section = head && document.getElementById(head) && document.getElementById(head).closest("section");
    return section ? Array.from(section.querySelectorAll("button, select, input:not([type=hidden])")) : [];
  }

  document.addEventListener("submit", function (event) {
    var part = event.target.closest("[data-keep-place]");
    if (!part) return;
    var control = event.submitter || chosen || document.activeElement;
    if (!part.contains(control)) control = event.target;
    var section = control.closest("section");
    var head = (section && section.getAttribute("aria-labelledby")) || "";
    var kept = {
      path: location.pathname,
      name: nameOf(control),
      top: control.getBoundingClientRect().top,
      head: head,
      at: controlsOf(head).indexOf(control),
      scroll: window.scrollY
    };
    try {
      sessionStorage.setItem("place", JSON.stringify(kept));
    } catch {
      // the page then comes back at its head
    }
  });

  function keepPlace() {
    var kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem("place"));
      sessionStorage.removeItem("place");
    } catch {
      return;
    }
    if (!kept || kept.path !== location.pathname || !document.querySelector("[data-keep-place]")) return;
    var same = kept.name && document.querySelector("[data-keep-place] " + kept.name);
    var there = controlsOf(kept.head);
    var control = same || there[Math.min(kept.at, there.length - 1)];
    window.scrollTo({ top: kept.scroll, behavior: "instant" });
    var moved = same ? same.getBoundingClientRect().top - kept.top : 0;
    window.scrollBy({ top: moved, behavior: "instant" });
    if (control) control.focus({ preventScroll: true });
  }

  // An address that names a figure opens it.
  function openNamed() {
    if (location.hash.indexOf("#figure/") !== 0 || !document.getElementById("why-parts")) return;
    withPanel().then(function (panel) { panel.follow(); }, function () {});
  }

  // Once the panel is there it listens for itself.
  window.addEventListener("hashchange", function () {
    if (!parts) openNamed();
  });

  showTheme();
  showCurrent();
  openNamed();
  keepPlace();
  focusErrors();
  document.addEventListener("htmx:afterSwap", focusErrors);
})();
