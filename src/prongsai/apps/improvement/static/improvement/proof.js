// Files that are too large together would be turned away with everything typed beside them: say so before they are sent.
(() => {
  const form = document.querySelector("form[data-largest]");
  const words = form?.querySelector("[data-too-large]");
  if (!words) return;
  const largest = Number(form.dataset.largest);
  form.addEventListener("change", () => {
    const files = [...form.querySelectorAll("input[type=file]")];
    const size = files.flatMap((each) => [...each.files]).reduce((sum, file) => sum + file.size, 0);
    words.hidden = size <= largest;
    files.forEach((each) => each.setCustomValidity(words.hidden ? "" : words.textContent));
  });
})();
