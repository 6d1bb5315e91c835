// What is typed and not sent, in the storage of this window: each user's own, gone with the window or the log-out.
import { recall, remember } from "../storage.js";

const COOKIE = "taken";
const prefix = `typed:${document.querySelector("[data-typed-user]").dataset.typedUser}:`;

const ours = () => {
  try {
    return Object.keys(sessionStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return []; // storage may be switched off
  }
};

export const find = (name) => recall(sessionStorage, prefix + name, null);
export const put = (name, text) => remember(sessionStorage, prefix + name, text);
export const forget = (name) => remember(sessionStorage, prefix + name, {});
export const forgetAll = () => ours().forEach((name) => remember(sessionStorage, name, {}));

// The server names in a cookie what it has taken in (units/sending.py); an answer alone does not say it: that may be
// the log-in, a refusal or an error. Another window's cookie is left to that window.
export const forgetTaken = () => {
  const taken = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${COOKIE}=`))?.split("=")[1];
  const name = taken && ours().find((one) => recall(sessionStorage, one, {}).sending === taken);
  if (!name) return;
  remember(sessionStorage, name, {});
  document.cookie = `${COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`;
};
