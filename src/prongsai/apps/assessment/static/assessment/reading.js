// Walking a reading by keyboard: J and K go between doubts, Enter says "looked at" and goes on, the last Enter ends
// at the button that takes the paper over. Without this file the same links work one by one.
(() => {
  const list = document.querySelector("[data-doubts]");
  if (!list) return;

  // Asked anew each time: a correction replaces the list.
  const doubts = () => [...document.querySelectorAll("[data-doubt]")];
  const current = () => doubts().find((each) => each.classList.contains("is-current"));

  const show = (id) => {
    const place = id && document.getElementById(id);
    if (!place) return;
    place.closest(".pane").querySelectorAll(".is-marked").forEach((each) => each.classList.remove("is-marked"));
    place.classList.add("is-marked");
    place.scrollIntoView({ block: "center", behavior: "auto" });
  };

  const go = (doubt) => {
    doubts().forEach((each) => each.classList.toggle("is-current", each === doubt));
    show(doubt.dataset.card);
    show(doubt.dataset.place);
    doubt.querySelector("a, button")?.focus({ preventScroll: true });
    doubt.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = doubts();
    const from = all.indexOf(current());
    const next = all[from + by];
    if (next) go(next);
    return Boolean(next);
  };

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    // The key's place, not its letter: a Thai keyboard is usually on.
    if (event.code === "KeyJ") step(1) || go(current() || doubts()[0]);
    else if (event.code === "KeyK") step(-1);
    else if (event.key === "Enter" && current()?.contains(event.target)) {
      event.preventDefault();
      current().classList.add("is-seen");
      if (!step(1)) document.getElementById("accept")?.focus();
    }
  });

  document.addEventListener("click", (event) => {
    const doubt = event.target.closest("[data-doubt]");
    if (!doubt || !event.target.closest("a")) return;
    event.preventDefault();
    go(doubt);
  });
})();
