// A form that is not sent yet keeps what was typed: on this machine at once, on the server a moment later.
// A closed tab, an ended session or a dead server loses nothing. The copy on this machine goes when the draft is
// discarded, or when the server has said that it took the form.
(() => {
  const WAIT = 700;
  const AGAIN = 10000;
  const PATIENCE = 4000;
  const OLD = 30 * 24 * 60 * 60 * 1000;
  const NOT_TYPED = ["hidden", "file", "password", "submit", "button", "reset", "fieldset", "output"];

  const copies = {
    read(name) {
      try {
        return JSON.parse(localStorage.getItem(name));
      } catch {
        return null;
      }
    },
    write(name, copy) {
      try {
        localStorage.setItem(name, JSON.stringify(copy));
        return true;
      } catch {
        return false; // full, or forbidden by the browser
      }
    },
    forget(name) {
      try {
        localStorage.removeItem(name);
      } catch {
        // nothing was ever kept
      }
    },
    forgetOld() {
      try {
        const names = Object.keys(localStorage).filter((name) => name.startsWith("draft:"));
        names.filter((name) => !(copies.read(name)?.typed > Date.now() - OLD)).forEach(copies.forget);
      } catch {
        // nothing was ever kept
      }
    },
  };

  const list = (value) => (value === undefined ? [] : [].concat(value));
  // Browsers send a line's end as two signs and show it as one.
  const plain = (value) => JSON.stringify(list(value)).replaceAll("\\r\\n", "\\n");

  // What a person can type into or choose from.
  const typed = (form) => [...form.elements].filter((each) => each.name && !NOT_TYPED.includes(each.type));

  const contentOf = (form) => {
    const secret = new Set([...form.querySelectorAll("[type=password]")].map((each) => each.name));
    const content = {};
    for (const [name, value] of new FormData(form)) {
      const isOurs = name === "csrfmiddlewaretoken" || name.startsWith("draft-");
      if (typeof value !== "string" || isOurs || secret.has(name)) continue;
      content[name] = name in content ? list(content[name]).concat(value) : value;
    }
    return content;
  };

  const isShown = (form, content) => {
    const now = contentOf(form);
    return typed(form).every(({ name }) => plain(now[name]) === plain(content[name]));
  };

  const fill = (form, content) => {
    const places = {};
    typed(form).forEach((each) => {
      const values = list(content[each.name]);
      if (["checkbox", "radio"].includes(each.type)) each.checked = values.includes(each.value);
      else if (each.type === "select-multiple") [...each.options].forEach((option) => (option.selected = values.includes(option.value)));
      else {
        const place = (places[each.name] ??= 0);
        places[each.name] += 1;
        if (place in values) each.value = values[place];
      }
    });
    typed(form).forEach((each) => ["input", "change"].forEach((kind) => each.dispatchEvent(new Event(kind, { bubbles: true }))));
  };

  const time = (moment) => {
    const day = new Date(moment);
    const language = document.documentElement.lang;
    const clock = day.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hour12: false });
    if (day.toDateString() === new Date().toDateString()) return clock;
    return `${day.toLocaleDateString(language, { day: "numeric", month: "short" })} ${clock}`;
  };

  // One form and its draft. `copy` is what this machine holds: content and basis; `typed`, when; `savedAt`, the
  // server's time of what it has of it; `waits` while it has not got the last of it; `former`, a draft of an older
  // version that was found and neither taken nor discarded.
  const begin = (place) => {
    const form = place.closest("form");
    if (!form || "drafting" in place.dataset) return;
    place.dataset.drafting = "yes";
    const { draft: key, draftBasis: basis, draftAddress: address, draftAnswers: answers } = place.dataset;
    const name = `draft:${place.dataset.draftCopy}`;
    const button = (what) => place.querySelector(`[data-draft-${what}]`);
    let copy = null;
    let former = null;
    let timer = 0;
    let sending = null;
    let isFilling = false;
    let hasLooked = false;
    let wasTyped = false;
    let isSubmitted = false;
    let restoredAt = null;

    const line = (what) => place.querySelector(`[data-draft-says=${what}]`);
    const show = (what, moment) => {
      line(what).hidden = false;
      const clock = line(what).querySelector("time");
      if (clock) clock.textContent = time(moment);
    };

    // What became of what was typed, one thing at a time; beside it a draft on offer stays on offer, and that a draft
    // is back stays said until something is typed.
    const say = (what, moment) => {
      place.querySelectorAll("[data-draft-says]").forEach((each) => (each.hidden = true));
      show(what, moment);
      if (former) show("offered", former.typed ?? former.saved_at);
      if (restoredAt !== null && what !== "dropped") show("restored", restoredAt);
      button("use").hidden = !former;
      button("undo").hidden = what !== "dropped";
      button("drop").hidden = what === "dropped";
    };

    const ask = (target, options) => {
      const control = new AbortController();
      const end = setTimeout(() => control.abort(), PATIENCE);
      sending = control;
      return fetch(target, { redirect: "manual", signal: control.signal, ...options }).finally(() => clearTimeout(end));
    };

    const post = (content, options) => {
      const body = new FormData();
      Object.entries(content).forEach(([field, value]) => list(value).forEach((each) => body.append(field, each)));
      body.append("draft-key", key);
      body.append("draft-basis", basis);
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      return ask(address, { method: "POST", body, ...options });
    };

    const send = async (keepalive = false) => {
      clearTimeout(timer);
      if (sending || isSubmitted || !copy?.waits) return;
      const sent = copy;
      const answer = await post(sent.content, { keepalive }).catch(() => null);
      sending = null;
      if (isSubmitted || !copy) return;
      if (answer?.status === 204) took(sent, answer.headers.get("Draft-Saved-At"));
      else away(answer);
    };

    const took = (sent, savedAt) => {
      copy.savedAt = savedAt;
      copy.waits = copy !== sent;
      copies.write(name, copy);
      if (copy.waits) send();
      else say("kept", savedAt);
    };

    // A redirect is a session that ended; a refusal stays one until something else is typed.
    const away = (answer) => {
      say(copy.isHere ? "here" : "nowhere");
      if (!answer || answer.type === "opaqueredirect" || answer.status >= 500) timer = setTimeout(send, AGAIN);
    };

    const keep = () => {
      if (isFilling) return; // the page's own doing, not a person's
      wasTyped = true;
      restoredAt = null;
      if (!hasLooked) return;
      isSubmitted = false;
      copy = { basis, content: contentOf(form), typed: Date.now(), savedAt: copy?.savedAt, waits: true, former };
      copy.isHere = copies.write(name, copy);
      clearTimeout(timer);
      timer = setTimeout(send, WAIT);
    };

    const use = (draft) => {
      isFilling = true;
      if (!isShown(form, draft.content)) fill(form, draft.content);
      isFilling = false;
      former = null;
      restoredAt = draft.typed ?? draft.saved_at;
      say("restored", restoredAt);
    };

    const offer = (draft) => {
      former = draft;
      say("offered", draft.typed ?? draft.saved_at);
    };

    const drop = async () => {
      clearTimeout(timer);
      if (former && copy?.content && wasTyped) return dropFormer();
      const answer = await post({ "draft-drop": "1" }).catch(() => null);
      sending = null;
      if (answer?.status !== 204) return say("here");
      sessionStorage.setItem(name, JSON.stringify(former ?? copy));
      copies.forget(name);
      location.assign((answers && form.getAttribute("action")) || location.href.split("#")[0]);
    };

    // Only what is on offer goes; what was typed meanwhile stays.
    const dropFormer = () => {
      const dropped = former;
      former = null;
      keep();
      undoable(dropped);
    };

    const undoable = (dropped) => {
      say("dropped");
      button("undo").onclick = () => {
        use(dropped);
        keep();
      };
    };

    const onServer = async () => {
      const query = new URLSearchParams({ "draft-key": key });
      const answer = await ask(`${address}?${query}`, { cache: "no-store" }).catch(() => null);
      sending = null;
      if (answer?.status === 200) return answer.json();
      return answer?.status === 204 ? null : undefined; // it has none, or nobody knows
    };

    // The newer of the two: a copy that follows upon what the server has, else the one of the later hour.
    const newer = (mine, theirs) => {
      if (!mine || !theirs) return mine ?? theirs;
      if (!mine.waits) return theirs;
      return mine.savedAt === theirs.saved_at || mine.typed > Date.parse(theirs.saved_at) ? mine : theirs;
    };

    const look = async () => {
      const mine = copies.read(name);
      const theirs = await onServer();
      const draft = newer(mine, theirs);
      hasLooked = true;
      copy = draft && {
        ...draft,
        typed: draft.typed ?? Date.parse(draft.saved_at),
        savedAt: theirs?.saved_at ?? draft.savedAt,
        isHere: draft === mine,
      };
      // A page that answers a form shows what was sent, which is newer than any draft.
      if (answers) return keep();
      if (draft) restore(draft, theirs !== null || draft.waits);
      if (mine?.former && !former) offer(mine.former);
      if (!draft) afterDrop();
      if (wasTyped) keep();
    };

    // What the server had and has no more may have been sent from elsewhere: it is offered, not put in.
    const restore = (draft, isUnsent) => {
      if (isUnsent && draft.basis === basis && !wasTyped) {
        use(draft);
        if (draft.waits) send();
      } else if (!isShown(form, draft.content)) offer(draft);
    };

    // A draft that was discarded a moment ago can be had back.
    const afterDrop = () => {
      const dropped = JSON.parse(sessionStorage.getItem(name));
      sessionStorage.removeItem(name);
      if (dropped?.content) undoable(dropped);
    };

    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      sending?.abort();
      isSubmitted = true; // what is on its way as a form must not come after it as a draft
    });
    window.addEventListener("pageshow", (event) => event.persisted && (isSubmitted = false));
    window.addEventListener("online", () => send());
    document.addEventListener("visibilitychange", () => document.hidden && !isSubmitted && send(true));
    button("use").addEventListener("click", () => {
      use(former);
      keep();
    });
    button("drop").addEventListener("click", drop);
    look();
  };

  // The server says, in a cookie, which copies it needs no more.
  const forget = () => {
    const told = document.cookie.match(/(?:^|; )forget_drafts=([^;]*)/);
    if (!told) return;
    JSON.parse(decodeURIComponent(told[1])).forEach((name) => copies.forget(`draft:${name}`));
    document.cookie = "forget_drafts=; Max-Age=0; Path=/; SameSite=Lax";
  };

  const beginAll = (root) => root.querySelectorAll("[data-draft]").forEach(begin);
  forget();
  copies.forgetOld();
  beginAll(document);
  document.addEventListener("htmx:afterRequest", forget);
  document.addEventListener("htmx:load", (event) => beginAll(event.target));
})();
