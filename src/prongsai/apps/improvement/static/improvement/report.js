// A report on a phone: the slider and its number keep in step, what is attached counts as evidence while typing, and
// a report that is not taken comes back with the files still chosen. Everything works without it.
(() => {
  const begin = (form) => {
    if ("begun" in form.dataset) return;
    form.dataset.begun = "yes";

    form.querySelectorAll("[data-slides]").forEach((slider) => {
      const number = document.getElementById(slider.dataset.slides);
      const follow = () => {
        if (number.value !== "" && !Number.isNaN(Number(number.value))) slider.value = number.value;
      };
      slider.hidden = false;
      follow();
      number.addEventListener("input", follow);
      slider.addEventListener("input", () => {
        number.value = slider.value;
      });
    });

    const attached = form.querySelector("[data-attached]");
    const places = [...form.querySelectorAll("[type=file]")];
    const count = () => {
      attached.value = places.reduce((sum, place) => sum + place.files.length, 0);
    };
    places.forEach((place) => place.addEventListener("input", count));
    count();
  };

  // An answer that asks for a change is shown in place of the form; one that never came is told.
  const isReport = (event) => event.target.matches?.("form[data-report]") || event.detail.target?.id === "report";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isReport(event) || ![409, 422].includes(event.detail.xhr.status)) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  const say = (isUnsent) => (event) => {
    if (event.target.matches("form[data-report]")) event.target.querySelector("[data-unsent]").hidden = !isUnsent;
  };
  document.addEventListener("htmx:beforeRequest", say(false));
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((kind) => document.addEventListener(kind, say(true)));

  const beginAll = (root) => root.querySelectorAll("form[data-report]").forEach(begin);
  beginAll(document);
  document.addEventListener("htmx:load", (event) => beginAll(event.target));
})();
