// Moves a level that is tried: by hand along the scale, by arrow keys, or as it is typed. The picture
// follows at once; sentences and tables come from the server, which alone knows the words.
const panel = document.querySelector("[data-whatif]");
const source = document.getElementById("whatif-data");
const data = JSON.parse(source.textContent);
const field = panel.querySelector("[name=floor]");
const form = panel.querySelector("[data-whatif-form]");
const plot = panel.querySelector(".whatif-plot > svg");
const slider = plot.querySelector("[role=slider]");
const units = data.units.map((unit) => ({ value: Number(unit.value), label: unit.label }));
const [top, now, highest] = [data.top, data.now, data.highest].map(Number);
const STAIRS = { top: 250, height: 150 };
const WAIT = 180;
let level = now;
let waiting = null;
let request = null;

const at = (name) => plot.querySelector(`[data-at=${name}]`);
const across = (value) => (Math.min(Math.max(value, 0), top) * 100) / top;
const shown = (value) => String(value).replace(".", ",");
const passes = (value) => (data.ceiling ? value <= level : value >= level);
const set = (node, values) => {
  Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
};

// "70,5" and "70.5"; anything else is left to the server, which says what is wrong with it.
// In a count a dot groups thousands.
const read = (text) => {
  const plain = data.whole ? text.replaceAll(".", "").trim() : text.trim();
  return /^\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : NaN;
};

const hold = (svg, x, gap) => {
  const left = x > 75;
  svg.setAttribute("x", `${x}%`);
  set(svg.firstElementChild, { "text-anchor": left ? "end" : "start", dx: left ? -gap : gap });
};

const beside = () => {
  const lower = units.filter((unit) => (data.ceiling ? unit.value <= level : unit.value < level)).at(-1);
  const upper = units.find((unit) => (data.ceiling ? unit.value > level : unit.value >= level));
  plot.querySelectorAll("[data-at=beside]").forEach((text, row) => {
    const unit = [lower, upper][row];
    text.textContent = unit ? unit.label : "";
    if (!unit) return;
    const x = across(unit.value);
    const start = x < 25 || (row === 1 && x <= 75);
    set(text, { x: `${x}%`, "text-anchor": start ? "start" : "end" });
  });
};

const draw = () => {
  const x = across(level);
  const ghost = across(now);
  const met = units.filter((unit) => passes(unit.value)).length;
  const y = STAIRS.top + STAIRS.height * (1 - met / (data.of || 1));
  set(at("handle"), { x: `${x}%` });
  set(at("line"), { x1: `${x}%`, x2: `${x}%` });
  set(at("reach"), data.ceiling ? { x2: `${x}%` } : { x1: `${x}%` });
  set(at("shade"), { x: `${Math.min(x, ghost)}%`, width: `${Math.abs(x - ghost)}%` });
  set(at("at"), { cx: `${x}%`, cy: y });
  hold(at("tried"), x, 6);
  hold(at("count"), x, 9);
  at("tried").firstElementChild.textContent = panel.dataset.trying.replace("{level}", shown(level));
  at("count").setAttribute("y", y);
  at("count").firstElementChild.textContent = met;
  set(at("now").firstElementChild, { visibility: level === now ? "hidden" : "visible" });
  plot.querySelectorAll("[data-at=dot]").forEach((dot, index) => {
    dot.setAttribute("class", passes(units[index].value) ? "dot-met" : "dot-missed");
  });
  beside();
  speak(met);
};

const speak = (met) => {
  const text = panel.dataset.spoken;
  const values = { "{level}": shown(level), "{met}": met, "{of}": data.of };
  slider.setAttribute("aria-valuenow", level);
  slider.setAttribute("aria-valuetext", text.replace(/\{\w+\}/g, (name) => values[name] ?? name));
};

const address = () => {
  const query = new URLSearchParams(new FormData(form));
  return `${panel.dataset.whatif}?${query}`;
};

// The parts of the page that have words; the one in which somebody stands is not taken away.
const take = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  document.querySelectorAll("[data-part]").forEach((part) => {
    const other = fresh.querySelector(`[data-part=${part.dataset.part}]`);
    if (other) part.replaceChildren(...Array.from(other.childNodes, (node) => document.importNode(node, true)));
  });
};

const ask = async () => {
  request?.abort();
  request = new AbortController();
  try {
    const answer = await fetch(address(), { headers: { "HX-Request": "true" }, signal: request.signal });
    if (answer.redirected || ![200, 422].includes(answer.status)) return location.assign(address());
    take(await answer.text());
    field.setAttribute("aria-invalid", String(answer.status === 422));
    if (location.pathname === panel.dataset.whatif) history.replaceState(null, "", address());
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address());
  }
};

const askSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, WAIT);
};

const move = (value) => {
  level = Math.min(Math.max(Number(value.toFixed(4)), 0), highest);
  field.value = shown(level);
  draw();
  askSoon();
};

const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
slider.addEventListener("keydown", (event) => {
  const step = KEYS[event.key];
  if (event.key === "Home") move(0);
  else if (event.key === "End") move(highest);
  else if (step) move(level + step * (event.shiftKey && Math.abs(step) === 1 ? 5 : 1));
  else return;
  event.preventDefault();
});

const follow = (event) => {
  const box = plot.getBoundingClientRect();
  const value = ((event.clientX - box.left) / box.width) * top;
  const whole = Math.round(value);
  if (Math.abs(whole - level) >= 0.5) move(whole);
};

at("handle").addEventListener("pointerdown", (event) => {
  event.preventDefault();
  slider.focus({ focusVisible: false });
  slider.setPointerCapture(event.pointerId);
});
slider.addEventListener("pointermove", (event) => {
  if (slider.hasPointerCapture(event.pointerId)) follow(event);
});
plot.addEventListener("click", (event) => {
  if (!event.target.closest("[role=slider]")) follow(event);
});

field.addEventListener("input", () => {
  const value = read(field.value);
  if (value <= highest) {
    level = value;
    draw();
  }
  askSoon();
});

form.addEventListener("submit", (event) => {
  if (form.elements.period?.matches("select") && form.elements.period.dataset.before !== form.elements.period.value) return;
  event.preventDefault();
  ask();
});

// Links to a level or to other words move what is here instead of loading the page again.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-level], [data-words]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.dataset.words) {
    form.elements.words.value = link.dataset.words;
    ask();
  } else {
    move(link.dataset.level ? read(link.dataset.level) : now);
    slider.focus({ focusVisible: false });
  }
});

// The form of the target, where there is one: what is typed there is tried at once.
document.getElementById("target_floor")?.addEventListener("input", (event) => {
  const value = read(event.target.value);
  if (value <= highest) move(value);
});

if (form.elements.period) form.elements.period.dataset.before = form.elements.period.value;
const typed = read(field.value);
level = typed <= highest ? typed : now;
draw();
