// @ts-check
/* The worker that keeps the whole course for reading without a network. One edition of the course is one
   worker: it holds the list of all files with their marks, and serves only files that bear them, so that
   pages, scripts and cases of two editions cannot meet. docs/decisions/0027 says why it is built so. */

import { addressOf, fileOf, folderOf, keyOf, markOf, pathBelow } from "./files.js";
import { offlineStore } from "./store.js";

const worker = /** @type {any} */ (self);

/** @type {import("./files.js").Edition} */
const edition = worker.vignettesEdition;
const scope = worker.registration.scope;
const STORE = offlineStore(scope);
const AT_ONCE = 6;
/** What is kept of an answer's headers: all that says how its bytes are to be read and guarded. */
const HEADERS = /^(content-(type|language|security-policy)|referrer-policy|permissions-policy|x-.*-options|cross-origin-.*)$/;
/** What every page of the course holds, and nothing else on the host. */
const OURS = 'name="course-offline"';

const keyFor = (name) => keyOf(scope, name, edition.files[name]);

/** The files of this edition that are not kept yet. @param {Cache} store @returns {Promise<string[]>} */
async function lacking(store) {
  const kept = new Set((await store.keys()).map(({ url }) => url));
  return Object.keys(edition.files).filter((name) => !kept.has(keyFor(name)));
}

/** Fetch a file and keep it. Rejects where it does not come, or is not the one of this edition. */
async function bring(store, name) {
  const how = /** @type {any} */ ({ cache: "no-cache", priority: "low" });
  const answer = await fetch(addressOf(scope, name), how);
  if (answer.status !== 200 || answer.type !== "basic") throw new Error(`${name}: status ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  if ((await markOf(bytes)) !== edition.files[name]) throw new Error(`${name} is of another edition`);
  const headers = [...answer.headers].filter(([header]) => HEADERS.test(header));
  await store.put(keyFor(name), new Response(bytes, { headers }));
}

/** Fetch what is lacking, a few files at a time; the first that fails ends it. What has come is of use to the
 * next attempt, unless there is no room: then it is given back. */
async function install() {
  const store = await caches.open(STORE);
  const queue = await lacking(store);
  const brought = /** @type {string[]} */ ([]);
  const fetchOn = async () => {
    for (let name = queue.pop(); name; name = queue.pop()) {
      await bring(store, name);
      brought.push(name);
    }
  };
  try {
    if (queue.length === Object.keys(edition.files).length) await findRoom();
    await allOrNone(Array.from({ length: AT_ONCE }, () => fetchOn().finally(() => (queue.length = 0))));
  } catch (error) {
    if (error.name === "QuotaExceededError") for (const name of brought) await store.delete(keyFor(name));
    console.info(`The course is not kept for reading offline for now: ${error.message}`);
    throw error;
  }
}

/** Wait for all, also where one fails; then throw what went wrong, a want of room before all else. */
async function allOrNone(turns) {
  const reasons = (await Promise.allSettled(turns)).flatMap((turn) => (turn.status === "rejected" ? [turn.reason] : []));
  const worst = reasons.find(({ name }) => name === "QuotaExceededError") ?? reasons[0];
  if (worst) throw worst;
}

/** Reject before anything is fetched where the browser knows that there is no room. */
async function findRoom() {
  const { quota = Infinity, usage = 0 } = (await navigator.storage.estimate?.()) ?? {}; // Safari 16 has none
  if (quota - usage < edition.bytes) throw new Error("this browser has no room for it");
}

/** Forget the files of other editions; not while a newer edition is being fetched, which will do it. */
async function sweep() {
  await navigator.locks.request(STORE, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const store = await caches.open(STORE);
    const own = new Set(Object.keys(edition.files).map(keyFor));
    for (const request of await store.keys()) if (!own.has(request.url)) await store.delete(request);
  });
}

/** A file of this edition; from the network where the reader has had the copy removed. */
async function serve(name, request) {
  const kept = await caches.match(keyFor(name), { cacheName: STORE }).catch(() => undefined);
  return kept ?? fetch(request);
}

/** A page that is not of this edition: none at all, or one that is newer than the copy, or not the course's. */
async function serveOther(request) {
  const folder = folderOf(request.url, scope, edition.files);
  if (folder) return Response.redirect(folder);
  const answer = await fetch(request).catch(() => undefined);
  if (!answer) return notice(404, ...NOT_HERE);
  if (!answer.ok || !answer.headers.get("content-type")?.startsWith("text/html")) return answer;
  return (await answer.clone().text()).includes(OURS) ? notice(200, ...NEWER) : answer;
}

const NOT_HERE = [
  "This page is not at hand",
  "It is not in the copy of the course that this device keeps.",
  "You may need a network to see it, or the address may be wrong.",
];
const NEWER = [
  "This page is new",
  "It belongs to a renewed edition of the course, which is being fetched for this device.",
  "When it is here, a bar at the foot of this page says so and takes you there.",
  "If it does not come, remove the copy under “My data”, and read with a network.",
];

/** A page of the worker's own. The script is the one of every page, which tells of a renewed edition. */
function notice(status, title, ...sentences) {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="course-offline" content="${scope}manifest.json"><link rel="icon" href="data:,">
<link rel="stylesheet" href="${scope}_static/offline.css"><script defer src="${scope}_static/reader.js"></script>
</head><body class="offline-notice"><main><h1>${title}</h1><p>${sentences.join(" ")}</p>
<p><a href="${scope}">To the beginning of the course</a></p></main></body></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** What a page is told that asks how things stand. */
async function state() {
  const whole = (await caches.has(STORE)) && !(await lacking(await caches.open(STORE))).length;
  return { whole, edition: edition.edition, bytes: edition.bytes };
}

const complete = () => navigator.locks.request(STORE, install);

worker.addEventListener("install", (event) => event.waitUntil(complete()));

worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([worker.clients.claim(), sweep()])));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  const name = fileOf(request.url, scope, edition.files);
  const isPage = request.mode === "navigate" && pathBelow(request.url, scope) !== undefined;
  if (name) event.respondWith(serve(name, request));
  else if (isPage) event.respondWith(serveOther(request));
});

worker.addEventListener("message", (event) => {
  const answer = (said) => event.ports[0].postMessage(said);
  if (event.data === "take over") worker.skipWaiting();
  if (event.data === "how do things stand") event.waitUntil(state().then(answer));
  if (event.data === "fetch what is lacking") event.waitUntil(complete().catch(() => {}).then(state).then(answer));
});
