// Keys and passkeys: what the browser cannot do is not offered, what went wrong is said.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    if (!window.PublicKeyCredential) return;
    document.querySelectorAll("[data-key-form]").forEach(function (form) { form.hidden = false; });
  });

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-key-said]").forEach(function (said) { said.hidden = false; });
  });
})();
