// What the pages need beyond plain HTML; everything works without it.
(() => {
  // A form that could not be saved: the summary of what is wrong gets the focus.
  const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
  focusSummary(document);
  document.addEventListener("htmx:load", (event) => focusSummary(event.target));

  // One choice of years open at a time, closed by Escape or a click elsewhere.
  const menus = () => document.querySelectorAll("details.years[open]");
  const close = (menu) => menu.removeAttribute("open");
  document.addEventListener("click", (event) => menus().forEach((menu) => menu.contains(event.target) || close(menu)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      close(menu);
      menu.querySelector("summary").focus();
    });
  });

  // Tabs that are wider than the screen begin where the current one is in sight.
  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
    const [bar, here] = [tab.closest(".tabs"), tab.getBoundingClientRect()];
    bar.scrollLeft += here.left + here.width / 2 - bar.getBoundingClientRect().left - bar.clientWidth / 2;
  });

  // A form goes once: a second press while the first is on its way would hand the same thing in twice.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
})();
