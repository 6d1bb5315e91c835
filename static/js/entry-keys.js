// The entry grid without a mouse: keys between fields, states by a key, and blocks from Excel.
(function () {
  "use strict";
  var grid = window.entryGrid;
  if (!grid) return;
  var form = grid.form;
  var atFocus = "";

  function seen(one) { return one && one.offsetParent !== null; }

  function fieldsOf(row) {
    return Array.from(row.querySelectorAll("select[data-field], input.form-control")).filter(seen);
  }

  // The same field of the row above or below; the first one where that row has no such field.
  function leap(from, by) {
    var all = grid.rows(), row = from.closest("[data-row]");
    var other = all[all.indexOf(row) + by];
    if (!other) return;
    var named = grid.field(other, from.dataset.field);
    var inputs = fieldsOf(other).filter(function (one) { return one.tagName === "INPUT"; });
    (seen(named) ? named : inputs[0] || fieldsOf(other)[0]).focus();
  }

  function step(from, by) {
    var all = fieldsOf(from.closest("[data-row]"));
    var other = all[all.indexOf(from) + by];
    if (other) other.focus();
    return Boolean(other);
  }

  var STATES = { KeyV: "value", KeyK: "no_cases", KeyC: "not_started", KeyS: "not_reported" };

  function inText(event) {
    var one = event.target;
    switch (event.key) {
      case "Enter":
        leap(one, event.shiftKey ? -1 : 1);
        return true;
      case "ArrowDown":
        leap(one, 1);
        return true;
      case "ArrowUp":
        leap(one, -1);
        return true;
      case "ArrowLeft":
        return one.selectionStart === 0 && one.selectionEnd === 0 && step(one, -1);
      case "ArrowRight":
        return one.selectionStart === one.value.length && step(one, 1);
      case "Escape":
        if (one.value === atFocus) return false;
        one.value = atFocus;
        grid.soon(one.closest("[data-row]"));
        return true;
      case "F2":
        if (one.selectionEnd - one.selectionStart === one.value.length && one.value) {
          one.setSelectionRange(one.value.length, one.value.length);
        } else one.select();
        return true;
      default:
        return false;
    }
  }

  form.addEventListener("keydown", function (event) {
    var row = event.target.closest("[data-row]");
    if (!row || event.isComposing) return;
    var plain = !event.ctrlKey && !event.metaKey;
    if (event.altKey && plain && STATES[event.code] && !row.hasAttribute("data-locked")) {
      event.preventDefault();
      grid.choose(row, STATES[event.code]);
    } else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") {
      if (!grid.canUndo()) return;
      event.preventDefault();
      grid.undo();
    } else if (plain && !event.altKey && event.target.matches("input.form-control") && inText(event)) {
      event.preventDefault();
    }
  });

  form.addEventListener("focusin", function (event) {
    if (!event.target.matches("input.form-control")) return;
    atFocus = event.target.value;
    event.target.select();
  });

  // A block from Excel: shown old and new first, kept when confirmed ---------------------------
  var dialog = document.querySelector("[data-paste]");
  var asking = dialog.querySelector("[data-paste-form]");
  var block = dialog.querySelector("[data-paste-block]");
  var preview = dialog.querySelector("[data-paste-preview]");
  var start = { first: "", field: "" };
  var closedAt = 0;

  function open(text, first, field) {
    start = { first: first, field: field };
    block.value = text;
    preview.textContent = "";
    dialog.showModal();
    if (text) show();
    else block.focus();
  }

  function show() {
    var body = new FormData(asking);
    body.set("part", "1");
    body.set("first", start.first);
    body.set("field", start.field);
    fetch(asking.action, { method: "POST", body: body, redirect: "manual" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (html) {
        preview.innerHTML = html;
        var button = preview.querySelector("button");
        if (button) button.focus();
      })
      .catch(function () { preview.textContent = grid.words.noPreview; });
  }

  function keep(confirmed) {
    grid.group();
    confirmed.querySelectorAll("[data-paste-row]").forEach(function (line) {
      var code = line.dataset.pasteRow, row = grid.rowOf(code), fields = {};
      line.querySelectorAll("input").forEach(function (one) {
        fields[one.name.slice(code.length + 1)] = one.value;
      });
      if (!("version" in fields) || !row) return;
      grid.setVersion(row, fields.version);
      grid.write(row, fields);
      grid.now(row);
    });
    dialog.close();
    closedAt = Date.now();
  }

  // The second click of a double click would fall on what stands below the dialog.
  document.addEventListener("click", function (event) {
    if (event.detail < 2 || Date.now() - closedAt > 800) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  form.addEventListener("paste", function (event) {
    var row = event.target.closest("[data-row]");
    var text = (event.clipboardData || window.clipboardData).getData("text/plain").replace(/[\r\n]+$/, "");
    if (!row || !/[\t\r\n]/.test(text) || event.target.dataset.field === "note") return;
    event.preventDefault();
    open(text, row.dataset.row, event.target.dataset.field);
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-paste-open]")) {
      event.preventDefault();
      open("", "", "");
    }
    if (event.target.closest("[data-paste-close]")) dialog.close();
  });

  block.addEventListener("paste", function () { setTimeout(show); });

  dialog.addEventListener("submit", function (event) {
    event.preventDefault();
    if (event.target.matches("[data-paste-confirm]")) keep(event.target);
    else show();
  });
})();
