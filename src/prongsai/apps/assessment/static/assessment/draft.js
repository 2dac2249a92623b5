// A form that is not sent yet keeps what was typed on this machine: a closed tab or an ended session loses nothing.
// A draft is known by whom, what and which recorded sheet it was begun from; a newer sheet makes it void.
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const stem = `draft:${form.dataset.draft}:`;
  const key = stem + form.dataset.basis;
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select")];
  const words = (name) => form.querySelector(`[data-draft-${name}]`);

  const keep = () => {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((each) => [each.name, each.value]))));
    words("restored").hidden = true;
    words("kept").hidden = words("drop").hidden = false;
  };

  const restore = (draft) => {
    const differing = fields.filter((each) => each.name in draft && each.value !== draft[each.name]);
    differing.forEach((each) => {
      each.value = draft[each.name];
      each.dispatchEvent(new Event("input", { bubbles: true }));
    });
    if (!differing.length) return;
    words("kept").hidden = true;
    words("restored").hidden = words("drop").hidden = false;
  };

  Object.keys(localStorage).filter((each) => each.startsWith(stem) && each !== key).forEach((each) => localStorage.removeItem(each));
  form.addEventListener("input", keep);
  words("drop").addEventListener("click", () => {
    localStorage.removeItem(key);
    location.assign(form.action);
  });
  // A page that answers a form shows what was sent, which is newer than any draft.
  const kept = localStorage.getItem(key);
  if (form.dataset.answers) keep();
  else if (kept) window.addEventListener("load", () => restore(JSON.parse(kept)));
})();
