// @ts-check
/* Which page this is, and what the book says of it. sphinx_ext/assets.py writes that into the head. */

/** The name of a page, such as “book/plissit/levels”, from its address and that of the book's root. */
const nameOfPage = (address, root) =>
  decodeURI(new URL(address).pathname.slice(new URL(root, address).pathname.length))
    .replace(/(^|\/)$/, "$1index")
    .replace(/\.html$/, "");

const contentRoot = globalThis.document?.documentElement.dataset.content_root;

/** The name of this page as the catalogue has it; "" where the page is not of the book. */
const pageName = contentRoot ? nameOfPage(location.href, contentRoot) : "";

/** What the book says of this page, read when the head is there: `content` is “module” for a page of a
 * module, “aside” where a visit leaves no trace; data-progress and its like lead to the desk and home.
 * @returns {HTMLMetaElement | null} */
const saidOfPage = () => document.querySelector('meta[name="vignettes-page"]');

/** Make an element of HTML that is written in these files; nothing else may go in here. @returns {any} */
function ownHtml(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

export { nameOfPage, ownHtml, pageName, saidOfPage };
