// Small comforts. Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement;

  // [data-submit-on-change]: a choice by mouse or finger needs no button. From the keyboard each
  // arrow key would be a choice, so there the button is shown and Enter sends.
  var pointed = true;
  document.addEventListener("pointerdown", function () { pointed = true; root.dataset.input = "pointer"; }, true);
  document.addEventListener("keydown", function () { pointed = false; root.dataset.input = "keys"; }, true);
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-submit-on-change]");
    if (form && pointed) form.requestSubmit();
  });

  // [data-theme-switch]: back at the system's own colours the choice is forgotten, so that the
  // page follows the system again.
  function system() {
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function showTheme() {
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(root.dataset.bsTheme === "dark"));
    });
  }

  function switchTheme() {
    var next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = next;
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

  showTheme();
  showCurrent();
  focusErrors();
  document.addEventListener("htmx:afterSwap", focusErrors);
})();
