// @ts-check
/* Where pages and questions of the book are, as seen from the page that asks. */

const root = () => new URL(document.documentElement.dataset.content_root ?? "./", location.href);

/** The address of a page of the book, with the anchor of a case or an item. */
const address = (page, anchor = "") => new URL(`${page}.html${anchor && "#" + anchor}`, root()).href;

/** The anchor of a question on its page. */
const anchorOf = (name, item) => `case-${name}--${item}-q`;

export { address, anchorOf, root };
