// Shows the fields of the chosen formula alone. Without scripts all of them stand there, and those
// of other formulas are not looked at.
const listen = (form, formula) => {
  const source = form.querySelector("[name=target_from]");

  const show = () => {
    form.querySelectorAll("[data-of]").forEach((part) => {
      part.hidden = !part.dataset.of.split(" ").includes(formula.value);
    });
    const target = form.querySelector("[name=target]")?.closest("[data-of]");
    if (target && source.value !== "number") target.hidden = true;
  };

  formula.addEventListener("change", show);
  source?.addEventListener("change", show);
  show();
};

const form = document.querySelector("[data-formula]");
const formula = form?.querySelector("[name=formula]");
if (formula) listen(form, formula);
