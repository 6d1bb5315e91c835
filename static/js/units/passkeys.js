// Keys and passkeys: what the browser cannot do is not offered, what went wrong is said.
if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-key-form]").forEach((form) => {
    form.hidden = false;
  });
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-key-said]").forEach((message) => {
    message.hidden = false;
  });
});
