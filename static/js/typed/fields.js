// A form as what was typed in it: read, written back, told apart from other forms.

// Never passwords and codes of one log-in; a chosen file cannot be put back by a script.
const UNTYPED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
// What the page had shown when somebody began to type: it goes back together with the text, so that
// the server still sees that somebody else has written meanwhile.
const SHOWN = /(^|-)(version|figures|seen)$/;
const PASSING = new Set(["csrfmiddlewaretoken", "next"]);

const isField = (control) => /^(INPUT|TEXTAREA|SELECT)$/.test(control.tagName) && control.name;
const isTick = (control) => control.type === "checkbox" || control.type === "radio";
const isTyped = (control) => isField(control) && !UNTYPED.has(control.type) && control.autocomplete !== "one-time-code";
const typedIn = (form) => [...form.elements].filter(isTyped);
const hiddenIn = (form) => [...form.elements].filter((control) => isField(control) && control.type === "hidden");

// [data-typed=off]: nothing is typed, or the page keeps it by itself, as the grid of entry does.
// [data-typed=warn]: data of citizens, of which the browser keeps nothing.
export const isWatched = (form) =>
  form.getAttribute("method") === "post" && form.dataset.typed !== "off" && typedIn(form).length > 0;
export const isKept = (form) => form.dataset.typed !== "warn";

const valuesOf = (control) => {
  if (isTick(control)) return control.checked ? [control.value] : [];
  if (control.type === "select-multiple") return [...control.selectedOptions].map((option) => option.value);
  return [control.value];
};

export const read = (form) => {
  const fields = {};
  typedIn(form).forEach((control) => {
    fields[control.name] = [...(fields[control.name] || []), ...valuesOf(control)];
  });
  return fields;
};

export const readShown = (form) =>
  Object.fromEntries(hiddenIn(form).filter(({ name }) => SHOWN.test(name)).map(({ name, value }) => [name, value]));

export const same = (first, second) => JSON.stringify(first) === JSON.stringify(second);

const fill = (form, fields) => {
  const left = Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, [...values]]));
  typedIn(form).forEach((control) => {
    const values = left[control.name];
    if (!values) return;
    if (isTick(control)) control.checked = values.includes(control.value);
    else if (control.type === "select-multiple") {
      [...control.options].forEach((option) => {
        option.selected = values.includes(option.value);
      });
    } else if (values.length) control.value = values.shift();
  });
};

// Scripts of the page hear of it; what they then fill in by themselves gives way to what was typed.
export const write = (form, { fields, shown }) => {
  fill(form, fields);
  if (!("submitOnChange" in form.dataset)) {
    typedIn(form).forEach((control) => control.dispatchEvent(new Event("change", { bubbles: true })));
    fill(form, fields);
  }
  hiddenIn(form).forEach((control) => {
    if (control.name in shown) control.value = shown[control.name];
  });
};

const addressOf = (form) => {
  const { pathname, search } = new URL(form.getAttribute("action") || location.href, location.href);
  return pathname + search;
};

// Where it is sent and what it is about, not where it stands: a page that answers with the errors of a form
// has another address than the one that the form was opened on.
const subjectOf = (form) => {
  const about = hiddenIn(form).filter(({ name }) => !PASSING.has(name) && !SHOWN.test(name));
  return [addressOf(form), ...about.map(({ name, value }) => `${name}=${value}`)].join(" ");
};

export const nameOf = (form) => {
  const subject = subjectOf(form);
  const alike = [...document.forms].filter((other) => isWatched(other) && subjectOf(other) === subject);
  return `${subject} ${alike.indexOf(form)}`;
};
