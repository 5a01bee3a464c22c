// @ts-check
/* My data: what this browser keeps, and everything that a reader can do with it. */

import { one } from "../elements.js";
import "../reader.js";
import { namesIn } from "./inventory.js";
import { eraseCard } from "./data_erase.js";
import { keptCard } from "./data_kept.js";
import { offlineCard } from "./data_offline.js";
import { recordCard, resultsCard } from "./data_papers.js";
import { exportCard, importCard } from "./data_travel.js";

/** @type {import("./catalogue.js").Catalogue} */
const courseKnown = /** @type {any} */ (window).vignettesCatalogue;

one(document, "[data-desk=data]").replaceChildren(
  keptCard(namesIn(courseKnown)),
  exportCard(courseKnown),
  importCard(courseKnown),
  resultsCard(courseKnown),
  recordCard(courseKnown),
  eraseCard(),
  offlineCard(),
);
