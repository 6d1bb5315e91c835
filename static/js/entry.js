// The entry grid: each row is kept as it is typed. The server alone knows the rules; what cannot be
// sent now waits in localStorage, also through a reload, and nothing is overwritten unseen.
(function () {
  "use strict";
  var form = document.querySelector("[data-entry]");
  if (!form) return;
  var FIELDS = ["state", "value", "numerator", "denominator", "alone", "note"];
  var DEBOUNCE_MS = 300;
  var RETRY_MS = 4000;
  var words = document.querySelector("[data-words]").dataset;
  var place = ["entry", form.dataset.user, form.dataset.unit, form.dataset.period].join(":");
  var token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  var title = document.title;
  var timers = {};
  var busy = "";
  var ended = false;
  var again = 0;
  var counter = 0;
  var session = 0;
  var page = Math.random().toString(36).slice(2);
  var queue = stored(localStorage, {});
  var done = stored(sessionStorage, []);
  var versions = stored(sessionStorage, {}, ":versions");

  // A visit to a field, told apart from those before a reload.
  function visit() { return page + session; }

  function stored(storage, otherwise, more) {
    try { return JSON.parse(storage.getItem(place + (more || ""))) || otherwise; } catch { return otherwise; }
  }

  function store(storage, what, more) {
    var name = place + (more || "");
    try {
      if (Object.keys(what).length) storage.setItem(name, JSON.stringify(what));
      else storage.removeItem(name);
    } catch { /* full or forbidden: the queue then lasts as long as the page */ }
  }

  // Two windows of one person share the storage: each writes and clears only what it put there.
  function keepWaiting(code) {
    var all = stored(localStorage, {});
    if (queue[code]) all[code] = queue[code];
    else if (all[code] && all[code].page === page) delete all[code];
    store(localStorage, all);
  }

  function rows() { return Array.from(form.querySelectorAll("[data-row]:not([data-locked])")); }
  function rowOf(code) { return form.querySelector('[data-row="' + code + '"]'); }
  function field(row, name) { return row.querySelector('[data-field="' + name + '"]'); }

  function read(row) {
    var found = {};
    FIELDS.forEach(function (name) {
      var one = field(row, name);
      found[name] = !one ? "" : one.type === "checkbox" ? (one.checked ? "1" : "") : one.value.trim();
    });
    return found;
  }

  function write(row, fields) {
    FIELDS.forEach(function (name) {
      var one = field(row, name);
      if (!one) return;
      if (one.type === "checkbox") one.checked = Boolean(fields[name]);
      else one.value = name === "state" ? fields[name] || "value" : fields[name] || "";
    });
    shape(row);
  }

  // What the chosen state needs: fields, or the states with their meaning.
  function shape(row) {
    var state = field(row, "state").value;
    row.dataset.state = state;
    row.toggleAttribute("data-alone", Boolean(read(row).alone));
    row.querySelectorAll("[data-choose]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.choose === state));
    });
  }

  function same(one, other) {
    return FIELDS.every(function (name) { return (one[name] || "") === (other[name] || ""); });
  }

  function setVersion(row, version) {
    row.dataset.version = version;
    field(row, "version").value = version;
  }

  // Sending ------------------------------------------------------------------------------------
  function soon(row) {
    clearTimeout(timers[row.dataset.row]);
    timers[row.dataset.row] = setTimeout(function () { now(row); }, DEBOUNCE_MS);
  }

  function now(row, more) {
    var code = row.dataset.row, fields = read(row), waiting = queue[code];
    clearTimeout(timers[code]);
    delete timers[code];
    if (!more && waiting && same(fields, waiting.fields)) return pump();
    if (!(more && more.always) && !waiting && same(fields, row.kept)) return tell(row, []);
    counter += 1;
    queue[code] = Object.assign({ fields: fields, version: row.dataset.version, n: counter, session: visit(), page: page }, more);
    keepWaiting(code);
    pump();
  }

  function next() {
    return Object.keys(queue).find(function (code) { return !queue[code].stuck && rowOf(code); });
  }

  function pump() {
    var code = next();
    if (busy || ended || !code) return;
    busy = code;
    clearTimeout(again);
    status("saving", words.saving);
    send(rowOf(code), queue[code]).catch(later).finally(function () {
      busy = "";
      if (!again) pump();
      document.dispatchEvent(new CustomEvent("entry:settled"));
    });
  }

  function send(row, item) {
    var body = new URLSearchParams(item.fields);
    body.set("version", item.version);
    return fetch(row.dataset.url, {
      method: "POST", body: body, redirect: "manual", headers: { "X-CSRFToken": token },
    }).then(function (answer) {
      again = 0;
      if (answer.status === 403 && !item.renewed) return renew(item);
      if (answer.type === "opaqueredirect" || answer.status === 403) return loggedOut();
      if (answer.status >= 500 || answer.status === 404) throw new Error(String(answer.status));
      return answer.json().then(function (said) { heard(row, item, said); });
    });
  }

  // After a new log-in in another window the page's token is an old one: take the new one, once.
  function renew(item) {
    return fetch(location.pathname, { redirect: "manual" }).then(function (answer) {
      if (!answer.ok) return loggedOut();
      return answer.text().then(function (html) {
        var fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-entry] [name=csrfmiddlewaretoken]");
        if (!fresh) return loggedOut();
        token = fresh.value;
        item.renewed = true;
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (one) { one.value = token; });
      });
    });
  }

  function later() {
    status("waiting", words.offline);
    again = setTimeout(function () { again = 0; pump(); }, RETRY_MS);
  }

  // Nothing is sent until somebody comes back to the page, perhaps logged in again elsewhere.
  function loggedOut() {
    ended = true;
    status("wrong", words.loginAgain);
    var link = document.createElement("a");
    link.href = form.dataset.login + "?next=" + encodeURIComponent(location.pathname);
    link.textContent = words.loginLink;
    statusText().append(" ", link);
  }

  // Answers ------------------------------------------------------------------------------------
  function heard(row, item, said) {
    var current = queue[row.dataset.row];
    var newest = current && current.n === item.n;
    if (said.problems || said.conflict || said.locked) {
      if (newest) current.stuck = true;
      keepWaiting(row.dataset.row);
      if (said.conflict) return clash(row, item, said);
      if (said.locked) return status("wrong", said.locked);
      return tell(row, said.problems);
    }
    if (newest) delete queue[row.dataset.row];
    else if (current) current.version = said.version;
    keepWaiting(row.dataset.row);
    kept(row, item, said, newest);
  }

  function kept(row, item, said, newest) {
    if (!item.undoing && !same(item.fields, row.kept)) remember(row, item, said);
    row.kept = item.fields;
    setVersion(row, said.version);
    versions[row.dataset.row] = said.version;
    store(sessionStorage, versions, ":versions");
    row.querySelector("[data-result]").innerHTML = said.result;
    row.classList.toggle("differs", said.differs);
    row.querySelector("[data-conflict]").hidden = true;
    row.querySelector("[data-other]").textContent = "";
    document.querySelector("[data-headline]").innerHTML = said.head;
    document.querySelector("[data-left]").innerHTML = said.left;
    document.querySelector("[data-done]").textContent = said.done;
    form.querySelector("[data-said]").textContent = said.said;
    if (newest) tell(row, []);
    if (!next()) status("saved", said.saved);
    others(said.others);
  }

  function tell(row, problems) {
    row.querySelectorAll("[data-field]").forEach(function (one) { one.removeAttribute("aria-invalid"); });
    row.querySelectorAll("[data-told]").forEach(function (box) { box.textContent = ""; });
    row.faults = [];
    problems.forEach(function (problem) {
      var box = row.querySelector('[data-told="' + problem.field + '"]'), one = field(row, problem.field);
      var text = document.createElement("p");
      text.className = problem.unfinished ? "quiet" : "field-error";
      text.textContent = problem.text;
      if (box) box.append(text);
      if (problem.unfinished) return;
      if (one) one.setAttribute("aria-invalid", "true");
      row.faults.push({ id: one ? one.id : row.dataset.row + "-state", text: problem.text });
    });
    row.classList.toggle("has-fault", row.faults.length > 0);
    summary();
  }

  // Errors on top, each a link to its field; the focus goes there only when the whole is sent.
  function summary() {
    var box = document.querySelector("[data-faults]"), list = document.createElement("ul");
    rows().forEach(function (row) {
      (row.faults || []).forEach(function (fault) {
        var item = document.createElement("li"), link = document.createElement("a");
        link.href = "#" + fault.id;
        link.textContent = row.querySelector("h2").textContent + ": " + fault.text;
        item.append(link);
        list.append(item);
      });
    });
    box.querySelectorAll("ul").forEach(function (old) { old.remove(); });
    box.append(list);
    box.hidden = !list.children.length;
    document.title = (box.hidden ? "" : words.error) + title;
    if (!box.hidden) status("wrong", words.wrong);
    else if (!next() && document.querySelector("[data-status]").dataset.mode === "wrong") status("", "");
  }

  function clash(row, item, said) {
    var box = row.querySelector("[data-conflict]");
    tell(row, []);
    box.hidden = false;
    box.querySelector("[data-conflict-text]").textContent = said.conflict;
    box.querySelector("[data-keep-mine]").hidden = !said.can_force;
    row.clash = { version: said.version, theirs: said.theirs };
    form.querySelector("[data-said]").textContent = said.conflict;
    status("wrong", said.status);
  }

  function others(changed) {
    var notice = document.querySelector("[data-others]"), told = [];
    Object.keys(changed || {}).forEach(function (code) {
      var row = rowOf(code);
      if (!row || row.hasAttribute("data-locked") || queue[code]) return;
      if (String(changed[code].version) === row.dataset.version) return;
      told.push(row.querySelector("h2").textContent + ": " + changed[code].text);
    });
    notice.hidden = !told.length;
    notice.querySelector("[data-others-text]").textContent = told.join("; ") + ".";
  }

  function statusText() { return document.querySelector("[data-status-text]"); }

  function status(mode, text) {
    document.querySelector("[data-status]").dataset.mode = mode;
    if (statusText().textContent !== text) statusText().textContent = text;
  }

  // Undo: one step for what was typed into a field in one visit, or for one paste.
  function remember(row, item, said) {
    var last = done[done.length - 1];
    if (!last || last.code !== row.dataset.row || last.session !== item.session) {
      done.push({ code: row.dataset.row, fields: row.kept, session: item.session });
    }
    done[done.length - 1].version = said.version;
    kickUndo();
  }

  function undo() {
    var last = done[done.length - 1];
    while (done.length && done[done.length - 1].session === last.session) {
      var step = done.pop(), row = rowOf(step.code);
      // What somebody else has written since is not undone unseen.
      if (!row || !mayUndo(step, row)) continue;
      write(row, step.fields);
      now(row, { undoing: true });
    }
    kickUndo();
  }

  function mayUndo(step, row) {
    return [step.version, versions[step.code]].some(function (one) { return String(one) === row.dataset.version; });
  }

  function kickUndo() {
    store(sessionStorage, done);
    document.querySelectorAll("[data-undo]").forEach(function (button) { button.disabled = !done.length; });
  }

  // Events -------------------------------------------------------------------------------------
  form.addEventListener("input", function (event) {
    var row = event.target.closest("[data-row]");
    if (!row || !event.target.dataset.field) return;
    shape(row);
    soon(row);
  });

  form.addEventListener("change", function (event) {
    var row = event.target.closest("[data-row]");
    if (!row || !event.target.dataset.field) return;
    shape(row);
    now(row);
  });

  form.addEventListener("focusin", function () { session += 1; });

  form.addEventListener("click", function (event) {
    var row = event.target.closest("[data-row]"), button = event.target.closest("button");
    if (!row || !button) return;
    if (button.dataset.choose) choose(row, button.dataset.choose);
    if (!row.clash) return;
    var theirs = row.clash;
    if (button.hasAttribute("data-keep-mine")) {
      setVersion(row, theirs.version);
      now(row, { always: true });
    } else if (button.hasAttribute("data-take-theirs")) {
      delete queue[row.dataset.row];
      keepWaiting(row.dataset.row);
      setVersion(row, theirs.version);
      write(row, theirs.theirs);
      row.kept = read(row);
      now(row, { always: true });
    }
  });

  // A state by mouse or key; with a figure the focus goes to its first field.
  function choose(row, state) {
    field(row, "state").value = state;
    shape(row);
    session += 1;
    now(row);
    var first = state === "value" && Array.from(row.querySelectorAll("[data-inputs] input.form-control"))
      .find(function (one) { return one.offsetParent; });
    (first || field(row, "state")).focus();
  }

  // Sending the whole waits until all is kept.
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("[data-send]")) return;
    Object.keys(timers).forEach(function (code) { now(rowOf(code)); });
    if (!Object.keys(queue).length) return;
    event.preventDefault();
    var box = document.querySelector("[data-faults]");
    if (!box.hidden) return box.focus();
    if (ended) return;
    if (!next()) return status("wrong", words.waiting);
    var sender = event.submitter, target = event.target;
    document.addEventListener("entry:settled", function settled() {
      if (next() && !again) return;
      document.removeEventListener("entry:settled", settled);
      if (Object.keys(queue).length) status("waiting", words.waiting);
      else target.requestSubmit(sender);
    });
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-undo]") && done.length) undo();
  });

  window.addEventListener("focus", function () { ended = false; pump(); });
  window.addEventListener("online", function () { clearTimeout(again); again = 0; pump(); });

  // A page that was made before the last save was through, or comes from the browser's memory.
  if (rows().some(function (row) { return Number(row.dataset.version) < versions[row.dataset.row]; })) {
    store(sessionStorage, {}, ":versions");
    location.reload();
    return;
  }

  // What was typed before a reload or without a connection comes back and is sent.
  rows().forEach(function (row) {
    row.kept = read(row);
    var item = queue[row.dataset.row];
    if (!item) return;
    item.stuck = false;
    item.page = page;
    keepWaiting(row.dataset.row);
    setVersion(row, item.version);
    write(row, item.fields);
  });
  kickUndo();
  pump();

  window.entryGrid = {
    form: form, rowOf: rowOf, rows: rows, field: field, write: write, setVersion: setVersion,
    choose: choose, soon: soon, now: now, undo: undo, words: words, status: status,
    canUndo: function () { return done.length > 0 && !Object.keys(timers).length; },
    group: function () { session += 1; },
  };
})();
