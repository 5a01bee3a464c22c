// @ts-check
/* What this browser keeps for the course, by key: vignettes:1:<kind>:<name>. docs/decisions/0023 lists the kinds. */

const FAMILY = "vignettes:";
const PREFIX = FAMILY + "1:";

/** The browser's storage, which may be full or forbidden: what it refuses is held until the page is left. */
const storage = (() => {
  /** What the disk did not take, as text; null for what it should have forgotten. @type {Map<string, string | null>} */
  const refused = new Map();
  const listeners = new Set();
  /** The keys that hold something, by what they begin with up to a slash, as “vignettes:1:answer:case/”. Asking
   * the disk for all of its keys is slow, so they are asked for once. @type {Map<string, Set<string>> | null} */
  let index = null;
  /** @type {any} */
  let disk = null;
  try {
    disk = window.localStorage;
    if (disk.blocked) disk = null; // the stand-in of sphinx_ext/lean.py
  } catch {
    // Forbidden by the reader's settings; `disk` stays null.
  }

  const onDisk = (key) => {
    try {
      return disk?.getItem(key) ?? null;
    } catch {
      return null; // a damaged profile: the browser itself cannot read it
    }
  };
  const text = (key) => (refused.has(key) ? refused.get(key) : onDisk(key)) ?? null;
  const diskKeys = () => {
    try {
      return Object.keys(disk ?? {});
    } catch {
      return [];
    }
  };
  const groupOf = (key) => key.slice(0, key.indexOf("/") + 1);

  function enter(key, holds = true) {
    if (!index || !key.startsWith(PREFIX)) return;
    const group = groupOf(key);
    if (!index.has(group)) index.set(group, new Set());
    if (holds) index.get(group)?.add(key);
    else index.get(group)?.delete(key);
  }

  function known() {
    if (index) return index;
    index = new Map();
    for (const key of [...diskKeys(), ...refused.keys()]) if (refused.get(key) !== null) enter(key);
    return index;
  }

  /** The keys that begin like this, behind PREFIX. */
  function keys(start) {
    const wanted = PREFIX + start;
    const groups = wanted.includes("/") ? [known().get(groupOf(wanted)) ?? []] : [...known().values()];
    return groups.flatMap((group) => [...group]).filter((key) => key.startsWith(wanted));
  }

  /** Keep a text, or nothing, under a key: on the disk, or else here. */
  function put(key, value) {
    enter(key, value !== null);
    try {
      if (value === null) disk.removeItem(key);
      else disk.setItem(key, value);
      refused.delete(key);
    } catch {
      refused.set(key, value);
    }
  }

  /** Give the disk what it refused before; there may be room by now. */
  function putRest() {
    for (const [key, value] of refused) {
      put(key, value);
      if (refused.has(key)) return;
    }
  }

  /** Take steps on the disk, or leave it as it was. Returns whether they are taken.
   * @param {[string, string | null][]} steps */
  function writeAll(steps) {
    /** @type {[string, string | null][]} */
    const done = [];
    try {
      for (const [key, value] of steps) {
        done.push([key, onDisk(key)]);
        if (value === null) disk.removeItem(key);
        else disk.setItem(key, value);
      }
      return true;
    } catch {
      for (const [key, old] of done.reverse()) takeBack(key, old); // by the same steps: each of these states had room
      return false;
    }
  }

  function takeBack(key, old) {
    try {
      if (old === null) disk.removeItem(key);
      else disk.setItem(key, old);
    } catch {
      if (!refused.has(key)) refused.set(key, old); // another tab has taken the room meanwhile
    }
  }

  const tell = (key, from = null) => listeners.forEach((heard) => heard !== from && heard(key));

  /** Another tab has changed the disk. What it says is later than what is held here. */
  function heardFromElsewhere({ key, newValue, storageArea }) {
    if (storageArea && storageArea !== disk) return;
    if (!key) {
      index = null;
      refused.clear();
    } else if (key.startsWith(PREFIX)) {
      refused.delete(key);
      enter(key, newValue !== null);
    } else if (!key.startsWith(FAMILY)) return;
    if (refused.size) putRest();
    tell(key);
  }

  addEventListener("storage", heardFromElsewhere);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return; // a page that was put away hears of nothing
    index = null;
    tell(null);
  });

  return {
    get(key) {
      const kept = text(key);
      if (kept === null) return undefined;
      try {
        return JSON.parse(kept);
      } catch {
        return kept;
      }
    },
    set(/** @type {string} */ key, /** @type {any} */ value = undefined, from = null) {
      put(key, value === undefined ? null : JSON.stringify(value));
      const lasts = !refused.has(key);
      if (lasts && refused.size) putRest();
      tell(key, from);
      return lasts;
    },
    keys,
    /** Every record but settings as [kind, name, value], in one pass, or those of some kinds. What is no JSON
     * comes as its text. @param {string[]} kinds */
    *records(...kinds) {
      for (const key of keys("")) {
        const colon = `${key}:`.indexOf(":", PREFIX.length);
        const kind = key.slice(PREFIX.length, colon);
        const wanted = kinds.length ? kinds.includes(kind) : kind !== "setting";
        const value = wanted ? this.get(key) : undefined;
        if (value !== undefined) yield [kind, key.slice(colon + 1), value];
      }
    },
    /** All that stands under the name of the course, of other versions and settings too, as texts by key. */
    everything() {
      const keys = new Set([...diskKeys(), ...refused.keys()].filter((key) => key.startsWith(FAMILY)));
      return new Map([...keys].map((key) => [key, text(key)]).filter(([, kept]) => kept !== null));
    },
    text,
    /** Put texts, or nothing (null), under several keys: all or none. Returns what stood there, with which the
     * same can be taken back; null where the disk refuses, and then everything is as it was.
     * @param {Map<string, string | null>} changes */
    swap(changes) {
      // What goes makes room for what comes. Back it goes the other way round, so that there is room again.
      const steps = [...changes].sort(([, a], [, b]) => Number(a !== null) - Number(b !== null));
      const before = new Map(steps.map(([key]) => /** @type {const} */ ([key, text(key)])).reverse());
      if (!writeAll(steps)) return null;
      for (const key of changes.keys()) refused.delete(key);
      index = null;
      if (refused.size) putRest();
      tell(null);
      return before;
    },
    watch(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    trouble: () => (!disk ? "it does not let this page store anything." : refused.size ? "its storage is full." : ""),
  };
})();

/** A setting of this reader, or what it is by default. */
const setting = (name, otherwise) => storage.get(`${PREFIX}setting:${name}`) ?? otherwise;

export { FAMILY, PREFIX, setting, storage };
