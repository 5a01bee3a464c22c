/* Both sides of a card. On the front it remembers what the learner chose, ordered or wrote, on the back it
   sets that beside the feedback. Without it nothing is missing but this. ES2015, for old phones. */
(function () {
  const NAME = "vignette-answer";
  const card = document.querySelector(".vignette-card");
  const field = card.querySelector("[data-kind]");
  const kind = field.dataset.kind;
  const front = card.dataset.side === "front";
  const parts = Array.from(field.querySelectorAll("[data-part]"));
  const named = (name) => parts.find((part) => part.dataset.part === name);

  /* Some readers load each side as a page of its own, and some allow no storage. */
  const remember = (answer) => {
    const text = JSON.stringify({ question: card.dataset.question, answer });
    window.vignetteAnswer = text;
    try {
      sessionStorage.setItem(NAME, text);
    } catch (forbidden) {
      // The window holds it.
    }
  };
  const remembered = () => {
    let text = window.vignetteAnswer;
    try {
      text = text || sessionStorage.getItem(NAME);
    } catch (forbidden) {
      // Nothing was kept.
    }
    const kept = JSON.parse(text || "null");
    return kept && kept.question === card.dataset.question ? kept.answer : null;
  };
  const number = (typed) => Number(typed.trim().replace(",", ".").replace("−", "-"));
  const say = (part, words) => {
    const note = document.createElement("span");
    note.className = "yours";
    note.textContent = words;
    (part.querySelector("summary") || part).append(" ", note);
  };

  const choosing = () => {
    let chosen = [];
    const show = () => {
      for (const part of parts) {
        const at = chosen.indexOf(part.dataset.part);
        part.classList.toggle("chosen", at >= 0);
        part.firstElementChild.setAttribute("aria-pressed", String(at >= 0));
        if (kind === "order") part.dataset.place = at < 0 ? "" : at + 1;
      }
      remember(chosen);
    };
    const toggle = (name) => {
      const others = kind === "one" ? [] : chosen.filter((other) => other !== name);
      chosen = chosen.includes(name) ? others : others.concat(name);
      show();
    };
    for (const part of parts) {
      const words = part.firstElementChild;
      words.setAttribute("role", "button");
      words.tabIndex = 0;
      part.onclick = () => toggle(part.dataset.part);
      part.onkeydown = (press) => press.key === "Enter" && toggle(part.dataset.part);
    }
    field.classList.add("live");
    show();
  };

  const matching = () => {
    const read = () => {
      const answer = {};
      for (const part of parts) answer[part.dataset.part] = part.querySelector("select").value;
      remember(answer);
    };
    field.onchange = read;
    read();
  };

  const writing = () => {
    const box = field.querySelector("input, textarea");
    box.oninput = () => remember(box.value);
    remember("");
  };

  const compare = {
    one(chosen) {
      if (!chosen.length) return;
      for (const part of parts) {
        const mine = chosen.includes(part.dataset.part);
        if (mine) say(part, "your choice");
        part.querySelector("details").open = mine || "key" in part.dataset;
      }
    },
    order(chosen) {
      chosen.forEach((name, i) => say(named(name), "you put it in place " + (i + 1)));
    },
    match(answer) {
      for (const part of parts) {
        const letter = answer[part.dataset.part];
        if (letter) say(part, letter === part.dataset.key ? "you matched it" : "you chose " + letter);
      }
    },
    number(typed) {
      if (!typed.trim()) return;
      const near = (part) => Math.abs(number(typed) - part.dataset.value) <= +part.dataset.tolerance + 1e-9;
      say(parts.find((part) => part.dataset.value && near(part)) || named("otherwise"), "you wrote " + typed);
    },
    write(text) {
      const mine = card.querySelector(".own-reply");
      mine.querySelector("blockquote").textContent = text;
      mine.hidden = !text.trim();
    },
  };
  compare.many = compare.one;

  const begin = { one: choosing, many: choosing, order: choosing, match: matching, number: writing, write: writing };
  if (front) begin[kind]();
  else {
    const answer = remembered();
    if (answer !== null) compare[kind](answer);
  }
})();
