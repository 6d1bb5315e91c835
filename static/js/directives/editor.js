// Choosing a signatory fills in authority, title and name at once; writing there takes the choice
// back. Without scripts the server does it when the form is sent.
const listen = (choice) => {
  const form = choice.form;
  const fields = { authority: form.authority, title: form.signer_title, name: form.signer_name };

  choice.addEventListener("change", () => {
    const chosen = form.querySelector(`[data-signatory="${CSS.escape(choice.value)}"]`);
    if (!chosen) return;
    Object.entries(fields).forEach(([key, field]) => {
      field.value = chosen.dataset[key];
    });
  });

  Object.values(fields).forEach((field) => {
    field.addEventListener("input", () => {
      choice.value = "";
    });
  });
};

const choice = document.querySelector("[name=signatory]");
if (choice) listen(choice);
