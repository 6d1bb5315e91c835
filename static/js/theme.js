// Sets the colours before the first paint: no module, for those wait until the page is read. Without a kept
// choice the colours follow the system.
{
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  const kept = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be switched off
    }
  };

  const apply = () => {
    root.dataset.theme = kept() || (system.matches ? "dark" : "light");
  };

  root.classList.add("js");
  apply();
  system.addEventListener("change", apply);
}
