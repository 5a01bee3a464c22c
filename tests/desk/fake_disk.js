/* storage.js over a disk of a few letters, and another tab that writes to it. */

/** As localStorage: its keys are its properties, and it throws where a text does not fit. */
function fakeDisk(kept, room, used) {
  const verbs = {
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => kept.delete(key),
    setItem(key, text) {
      const before = kept.get(key);
      kept.set(key, text);
      if (used() <= room.letters) return;
      if (before === undefined) kept.delete(key);
      else kept.set(key, before);
      throw new Error("QuotaExceededError");
    },
  };
  return new Proxy(verbs, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: (_, key) =>
      kept.has(key) ? { value: kept.get(key), enumerable: true, configurable: true } : undefined,
  });
}

let pages = 0;

/** Open a page whose disk holds `start` and has room for so many letters; take the steps. Returns after each what
 * was said, what is on the disk, and what the page sees. */
export async function sitting(start, letters, steps) {
  const kept = new Map(Object.entries(start));
  const used = () => [...kept].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const room = { letters: Math.max(letters, used()) };
  const disk = fakeDisk(kept, room, used);
  const heard = {};
  Object.assign(globalThis, { window: { localStorage: disk }, addEventListener: (name, act) => (heard[name] = act) });
  const { PREFIX, storage } = await import(`./storage.js?page=${(pages += 1)}`);
  const texts = (changes) => new Map(Object.entries(changes).map(([key, text]) => [PREFIX + key, text]));
  const verbs = {
    set: (key, value) => storage.set(PREFIX + key, value ?? undefined),
    swap: (changes) => storage.swap(texts(changes)) !== null,
    takeBack(changes) {
      const before = storage.swap(texts(changes));
      return before && storage.swap(before) !== null;
    },
    room: (more) => void (room.letters = Math.max(more, used())),
    elsewhere(key, text) {
      if (text === null) kept.delete(PREFIX + key);
      else kept.set(PREFIX + key, text);
      verbs.room(room.letters); // another tab has no more room than this one
      heard.storage({ key: PREFIX + key, newValue: text, storageArea: disk });
    },
    away(key, text) {
      kept.set(PREFIX + key, text); // while this page was put away, and heard nothing
      heard.pageshow({ persisted: true });
    },
    cleared() {
      kept.clear();
      heard.storage({ key: null, newValue: null, storageArea: disk });
    },
  };
  const seen = () => Object.fromEntries(storage.keys("").map((key) => [key.slice(PREFIX.length), storage.get(key)]).sort());
  const first = { seen: seen(), disk: Object.fromEntries(kept) };
  return steps.reduce((all, [verb, ...given]) => {
    const said = verbs[verb](...given) ?? null;
    const grouped = storage.keys("answer:c/").map((key) => key.slice(PREFIX.length)).sort();
    return [...all, { said, seen: seen(), grouped, disk: Object.fromEntries(kept), trouble: storage.trouble() }];
  }, [{ said: null, grouped: [], trouble: "", ...first }]);
}
