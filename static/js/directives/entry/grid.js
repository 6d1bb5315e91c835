// The entry grid: its rows, what is typed in them, and the line that says whether it is saved.
const FIELDS = ["state", "value", "numerator", "denominator", "alone", "note"];

export const form = document.querySelector("[data-entry]");
export const words = document.querySelector("[data-words]").dataset;
export const place = ["entry", form.dataset.user, form.dataset.unit, form.dataset.period].join(":");

export const rows = () => [...form.querySelectorAll("[data-row]:not([data-locked])")];
export const rowOf = (code) => form.querySelector(`[data-row="${code}"]`);
export const field = (row, name) => row.querySelector(`[data-field="${name}"]`);
export const nameOf = (row) => row.querySelector("h2").textContent;
export const isSeen = (control) => Boolean(control?.offsetParent);

const valueOf = (control) => {
  if (!control) return "";
  if (control.type === "checkbox") return control.checked ? "1" : "";
  return control.value.trim();
};

export const read = (row) => Object.fromEntries(FIELDS.map((name) => [name, valueOf(field(row, name))]));

export const write = (row, fields) => {
  FIELDS.forEach((name) => {
    const control = field(row, name);
    if (!control) return;
    if (control.type === "checkbox") control.checked = Boolean(fields[name]);
    else control.value = fields[name] || (name === "state" ? "value" : "");
  });
  shape(row);
};

// What the chosen state needs: fields, or the states with their meaning.
export const shape = (row) => {
  const state = field(row, "state").value;
  row.dataset.state = state;
  row.toggleAttribute("data-alone", Boolean(read(row).alone));
  row.querySelectorAll("[data-choose]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.choose === state));
  });
};

export const same = (fields, others) => FIELDS.every((name) => (fields[name] || "") === (others[name] || ""));

export const setVersion = (row, version) => {
  row.dataset.version = version;
  field(row, "version").value = version;
};

const line = document.querySelector("[data-status]");
export const statusText = document.querySelector("[data-status-text]");
export const statusMode = () => line.dataset.mode;

export const status = (mode, text) => {
  line.dataset.mode = mode;
  if (statusText.textContent !== text) statusText.textContent = text;
};
