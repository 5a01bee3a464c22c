// @ts-check
/* What cannot wait: it runs in the head, before the title is read and before anything is painted. The size of
   the text, the words in the tab, and quick hide, which works from the first moment. The page's own script
   speaks to it by events: reader-dress {size, neutral}, reader-hide; it answers with reader-hidden. */

import { heardEscape, hidePage, stayHidden } from "./hide.js";
import { dress } from "./look.js";

const keptSetting = (name) => {
  try {
    return JSON.parse(localStorage.getItem("vignettes:1:setting:" + name) ?? "null");
  } catch {
    return null;
  }
};

dress({ size: keptSetting("size"), neutral: keptSetting("titles") === "neutral" });
addEventListener("DOMContentLoaded", stayHidden);
addEventListener("pageshow", stayHidden);
addEventListener("keydown", heardEscape, true);
document.addEventListener("reader-dress", ({ detail }) => dress(detail));
document.addEventListener("reader-hide", hidePage);
