// A report on a phone: the slider and its number keep in step; what is attached counts as evidence while typing.
// Everything works without it.
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

  const beginAll = (root) => root.querySelectorAll("form[data-report]").forEach(begin);
  beginAll(document);
  document.addEventListener("htmx:load", (event) => beginAll(event.target));
})();
