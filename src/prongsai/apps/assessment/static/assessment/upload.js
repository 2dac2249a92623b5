// A paper may be dropped anywhere on its form; without this file the field itself takes it.
(() => {
  const form = document.querySelector("form.drop");
  if (!form) return;
  const mark = (event, isOver) => {
    event.preventDefault();
    form.classList.toggle("is-over", isOver);
  };
  form.addEventListener("dragover", (event) => mark(event, true));
  form.addEventListener("dragleave", (event) => mark(event, false));
  form.addEventListener("drop", (event) => {
    mark(event, false);
    if (!event.dataTransfer.files.length) return;
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();
