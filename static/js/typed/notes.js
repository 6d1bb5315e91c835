// What a form says of text that was not sent. The words stand in partials/typed.html.
const language = document.documentElement.lang;

const moment = (at) => {
  const time = { hour: "2-digit", minute: "2-digit" };
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return new Date(at).toLocaleString(language, isToday ? time : { ...time, day: "numeric", month: "numeric" });
};

export const takeAway = (form) => form.querySelector("[data-typed-note]")?.remove();

// The note of that kind on top of the form, which is in sight then.
export const show = (form, kind, at) => {
  takeAway(form);
  const note = document.querySelector(`[data-typed-words=${kind}]`).content.firstElementChild.cloneNode(true);
  const time = note.querySelector("time");
  if (time) time.textContent = moment(at);
  const folded = form.closest("details");
  if (folded) folded.open = true;
  form.prepend(note);
  return note;
};

export const ask = () => window.confirm(document.querySelector("[data-typed-user]").dataset.leave);
