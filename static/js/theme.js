// Sets the colours before the first paint. Without a kept choice they follow the system.
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be switched off
    }
  }

  function apply() {
    root.dataset.theme = kept() || (system.matches ? "dark" : "light");
  }

  root.classList.add("js");
  apply();
  system.addEventListener("change", apply);
})();
