// The desk: picking rows by mouse and keyboard. Without this file the boxes and the buttons work.
(function () {
  "use strict";
  var form = document.querySelector("form[data-picks]");
  var search = document.querySelector("input[type=search]");
  var last = null;

  function boxes() {
    return Array.prototype.slice.call(form.querySelectorAll("input[name=unit]"));
  }

  function show() {
    var all = boxes();
    var picked = all.filter(function (box) { return box.checked; }).length;
    var whole = form.querySelector("[data-pick-all]");
    form.querySelector("[data-picked]").textContent = String(picked);
    form.querySelector("[data-needs-pick]").disabled = picked === 0;
    whole.checked = picked > 0 && picked === all.length;
    whole.indeterminate = picked > 0 && picked < all.length;
  }

  function set(some, value) {
    some.forEach(function (box) { box.checked = value; });
    show();
  }

  // Shift and Space, or Shift and a click: all rows from the last one picked to this one.
  function range(box) {
    var all = boxes();
    var ends = [all.indexOf(last), all.indexOf(box)].sort(function (a, b) { return a - b; });
    set(all.slice(ends[0], ends[1] + 1), box.checked);
  }

  if (form && form.querySelector("[data-pick-all]")) {
    form.addEventListener("click", function (event) {
      if (event.target.matches("[data-pick-none]")) set(boxes(), false);
      if (event.target.matches("[data-pick-all]")) set(boxes(), event.target.checked);
      if (!event.target.matches("input[name=unit]")) return;
      if (event.shiftKey && last) range(event.target);
      last = event.target;
      show();
    });
    show();
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || !search || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    search.focus();
  });
})();
