// @ts-check
/* What every page of the book can do for its reader. */

import "./offline/client.js";
import { pageName } from "./reader/page.js";
import { startPanel } from "./reader/panel.js";
import { redress, whenPreferred } from "./reader/preferences.js";
import { startReading } from "./reader/reading.js";
import { startShortcuts } from "./reader/shortcuts.js";

whenPreferred(redress);
startPanel();
startShortcuts();
startReading();

export { pageName };
