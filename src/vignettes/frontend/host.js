/* The book: every case of the page, its answers kept by this browser. */

const PREFIX = "vignettes:1:";

/** The browser's storage, which may be full or forbidden: what it refuses is held until the page is left. */
const storage = (() => {
  const refused = new Map();
  const listeners = new Set();
  /** @type {any} */
  let disk = null;
  try {
    disk = window.localStorage;
    if (disk.blocked) disk = null; // the stand-in of sphinx_ext/lean.py
  } catch {
    // Forbidden by the reader's settings; `disk` stays null.
  }
  const tell = (key, from = null) => listeners.forEach((heard) => heard !== from && heard(key));
  addEventListener("storage", ({ key }) => (!key || key.startsWith(PREFIX)) && tell(key));
  return {
    get(key) {
      const text = refused.has(key) ? refused.get(key) : disk?.getItem(key);
      if (text == null) return undefined;
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    },
    set(/** @type {string} */ key, /** @type {any} */ value = undefined, from = null) {
      try {
        if (value === undefined) disk.removeItem(key);
        else disk.setItem(key, JSON.stringify(value));
        refused.delete(key);
      } catch {
        refused.set(key, value === undefined ? null : JSON.stringify(value));
      }
      tell(key, from);
      return !refused.has(key);
    },
    keys: (start) =>
      [...new Set([...Object.keys(disk ?? {}), ...refused.keys()])].filter(
        (key) => key.startsWith(PREFIX + start) && refused.get(key) !== null,
      ),
    watch(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    trouble: () => (!disk ? "it does not let this page store anything." : refused.size ? "its storage is full." : ""),
  };
})();

/** @returns {Store} */
function caseStore(name) {
  const start = (kind) => `${kind}:${name}/`;
  /** @type {any} */
  let heard;
  return {
    get: (kind, id) => storage.get(PREFIX + start(kind) + id),
    set: (kind, id, value) => storage.set(PREFIX + start(kind) + id, value, heard),
    ids: (kind) => storage.keys(start(kind)).map((key) => key.slice((PREFIX + start(kind)).length)),
    watch(changed) {
      heard = (key) => (!key || key.includes(`:${name}/`)) && changed();
      return storage.watch(heard);
    },
    trouble: storage.trouble,
    erase() {
      for (const kind of ["answer", "first", "earlier", "aside", "damaged"]) {
        for (const key of storage.keys(kind + ":")) storage.set(key);
      }
    },
  };
}

const CONFIDENCE = PREFIX + "setting:confidence";

/** @type {Settings} */
const readerSettings = {
  get: () => storage.get(CONFIDENCE) !== false,
  set: (on) => storage.set(CONFIDENCE, on),
  watch: (changed) => storage.watch((key) => (!key || key === CONFIDENCE) && changed()),
};

function upgradePage() {
  for (const section of document.querySelectorAll("section.vignette:not([data-live])")) {
    upgrade(section, caseStore(section.getAttribute("data-vignette")), readerSettings);
  }
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", upgradePage);
else upgradePage();
