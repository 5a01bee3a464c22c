// @ts-check
/* Elements, made and found in one line. */

/** @returns {any} */
const one = (root, selector) => root.querySelector(selector);

/** @returns {any[]} */
const all = (root, selector) => [...root.querySelectorAll(selector)];

/** @returns {any} */
const make = (tag, given = {}, ...inside) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...inside);
  return node;
};

const button = (text, onclick, className = "") =>
  make("button", { type: "button", className: "vignette-button " + className, onclick }, text);

const actions = (...buttons) => make("p", { className: "vignette-actions" }, ...buttons);

const focusOn = (node) => {
  if (node.tabIndex < 0) node.tabIndex = -1;
  node.focus();
};

/** A button that asks once more before it acts. */
function askingButton(text, question, act) {
  const back = () => {
    box.replaceChildren(first);
    first.focus();
  };
  const first = button(text, () => {
    box.replaceChildren(make("span", { role: "alert" }, question), yes, no);
    no.focus();
  });
  const yes = button("Yes", () => {
    back();
    act();
  });
  const no = button("No", back);
  const box = make("span", { className: "vignette-asking", role: "group", "aria-label": text }, first);
  return box;
}

export { actions, all, askingButton, button, focusOn, make, one };
