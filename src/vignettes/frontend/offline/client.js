// @ts-check
/* The page's side of the copy for reading offline: asks the browser for it once the page has come to rest,
   says when a renewed edition is there, and lets other pages see and remove it. */

import { PREFIX, setting, storage } from "../storage.js";
import { showOfflineBar } from "./bar.js";
import { offlineStore } from "./store.js";

const OFFLINE_SETTING = PREFIX + "setting:offline";
/** Milliseconds that a worker is given to answer and to fetch the copy, and after which a copy that failed is
 * tried again. */
const [WORKER_PATIENCE, FETCH_PATIENCE, RETRY_PAUSE] = [5000, 300_000, 600_000];

/** The folder of the course, where a copy can be kept: over HTTP, from a site that has a worker. */
const offlineHome = (() => {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="course-offline"]'));
  try {
    const canKeep = location.protocol.startsWith("http") && navigator.serviceWorker;
    if (meta && canKeep) return new URL("./", new URL(meta.content, location.href));
  } catch {
    // A frame that is not allowed to have workers.
  }
  return undefined;
})();

/** What this tab remembers until it is closed; with a value, remember it. @param {string} [value] */
function tabKeeps(name, value) {
  try {
    if (value) sessionStorage.setItem(`vignettes:${name}`, value);
    return sessionStorage.getItem(`vignettes:${name}`);
  } catch {
    return null; // Forbidden by the reader's settings.
  }
}

/** Whether the reader's browser asks to be spared, or its network is slow. */
const asksToBeSpared = ({ saveData = false, effectiveType = "" } = {}) => saveData || effectiveType.includes("2g");

/** @returns {Promise<ServiceWorkerRegistration | undefined>} */
async function offlineRegistration() {
  const found = offlineHome && (await navigator.serviceWorker.getRegistration(offlineHome.href).catch(() => undefined));
  return found?.scope === offlineHome?.href ? found : undefined;
}

const registerOffline = () =>
  navigator.serviceWorker.register(new URL("sw.js", offlineHome).href, {
    scope: /** @type {URL} */ (offlineHome).pathname,
    updateViaCache: "none",
  });

/** What a worker says of its edition and the copy. @param {ServiceWorker} worker */
function askWorker(worker, question = "how do things stand", patience = WORKER_PATIENCE) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done({ whole: false, edition: "", bytes: 0 }), patience);
    worker.postMessage(question, [port2]);
  });
}

/** How it stands with the copy for reading offline: can there be one here, is it whole, of which edition,
 * and how many bytes does it hold.
 * @returns {Promise<{supported: boolean, installed: boolean, edition: string, bytes: number}>} */
async function offlineState() {
  const worker = (await offlineRegistration())?.active;
  const { whole, edition, bytes } = worker ? await askWorker(worker) : { whole: false, edition: "", bytes: 0 };
  return { supported: !!offlineHome, installed: whole, edition: whole ? edition : "", bytes: whole ? bytes : 0 };
}

/** Remove the copy; it does not come back until the reader asks for it. */
async function removeOffline() {
  storage.set(OFFLINE_SETTING, false);
  if (!offlineHome) return;
  isPageControlled = false;
  await (await offlineRegistration())?.unregister();
  await caches.delete(offlineStore(offlineHome.href));
}

/** Keep a copy because the reader asks for it, and return how it stands then. Rejects, in words, where it
 * cannot be kept. */
async function keepOffline() {
  storage.set(OFFLINE_SETTING, true);
  if (!offlineHome) throw new Error("This browser cannot keep a copy of this address.");
  const { installing, waiting, active } = await registerOffline().catch(() => {
    throw new Error("The copy could not be fetched. Is there a network?");
  });
  await workerCame(/** @type {ServiceWorker} */ (installing ?? waiting ?? active));
  const now = await offlineState();
  // A worker that was only dismissed while its pages were open comes back as it was, without a file.
  if (now.installed || !active) return now;
  const { whole } = await askWorker(active, "fetch what is lacking", FETCH_PATIENCE);
  if (!whole) throw new Error(COPY_INCOMPLETE);
  return offlineState();
}

const COPY_INCOMPLETE = "The copy could not be completed: the network broke off, or this browser has no room for it.";

/** Wait until a worker has all its files. @param {ServiceWorker} worker @returns {Promise<void>} */
const workerCame = (worker) =>
  new Promise((done, fail) => {
    const look = () => {
      if (["installed", "activated"].includes(worker.state)) done();
      if (worker.state === "redundant") fail(new Error(COPY_INCOMPLETE));
    };
    worker.addEventListener("statechange", look);
    look();
  });

const WRITTEN_ANSWERS = "textarea, select, input:not([type=radio], [type=checkbox])";

/** Questions of the page that hold an answer which is not committed yet. */
function begunAnswers() {
  const isMoved = (step) => step.value && step.value !== [...step.parentNode.children].indexOf(step) + 1;
  const begun = (field) =>
    [...field.querySelectorAll(WRITTEN_ANSWERS)].some(({ value }) => value.trim()) ||
    field.querySelector("input:checked") ||
    [...field.querySelectorAll("li[data-step]")].some(isMoved);
  return [...document.querySelectorAll('.vignette-item[data-state="open"]')].filter(begun);
}

const sayInBar = (given) => showOfflineBar({ look: new URL("_static/offline.css", offlineHome).href, ...given });

/** Say that a renewed edition is there, unless the reader has said “Later” to it. @param {ServiceWorker} worker */
async function offerRenewed(worker) {
  const { edition } = await askWorker(worker);
  if (tabKeeps("later") === edition) return;
  const take = () => worker.postMessage("take over");
  const act = () => {
    if (begunAnswers().length) askBeforeLosing("Your answer on this page is not committed, and would be lost.", take);
    else take();
  };
  sayInBar({
    text: "A renewed edition of the course is here.",
    act: ["Read it", act],
    leave: ["Later", () => tabKeeps("later", edition)],
  });
}

/** The reader may finish what they have begun on this page. */
function askBeforeLosing(text, act) {
  const lose = () => {
    mayLoseAnswer = true;
    act();
  };
  sayInBar({ text, act: ["Go on without it", lose], leave: ["Back to my answer", focusBegunAnswer] });
}

let mayLoseAnswer = false;

function focusBegunAnswer() {
  const field = begunAnswers()[0];
  const control = field?.querySelector(`input:checked, ${WRITTEN_ANSWERS}, button:enabled`);
  (control ?? document.querySelector("h1"))?.focus();
}

/** Another edition has taken over, from this tab or another: this page is of the one before. */
function showRenewed() {
  const reload = () => location.reload();
  const asks = "The course was renewed. Your answer on this page is not committed yet: commit it, then reload the page.";
  if (begunAnswers().length && !mayLoseAnswer) askBeforeLosing(asks, reload);
  else reload();
}

let isPageControlled = !!offlineHome && !!navigator.serviceWorker.controller;

/** Tell of a renewed edition as soon as it is wholly there. @param {ServiceWorkerRegistration} registration */
function watchRenewal(registration) {
  const offer = (worker) => isPageControlled && worker && offerRenewed(worker);
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && offer(registration.waiting));
  });
}

/** Keep a copy without being asked to: not where the reader has removed it, nor where the browser wants to be
 * spared, nor again at once where it failed. */
async function startOffline() {
  const wanted = setting("offline", undefined);
  if (wanted === false) return;
  const found = await offlineRegistration();
  const failed = Date.now() - Number(tabKeeps("failed")) < RETRY_PAUSE;
  const spared = asksToBeSpared(/** @type {any} */ (navigator).connection) && !wanted;
  if (!found && (failed || spared)) return;
  try {
    const registration = found ?? (await registerOffline());
    watchRenewal(registration);
    if (registration.installing && !registration.active) await workerCame(registration.installing);
  } catch {
    tabKeeps("failed", String(Date.now()));
  }
}

if (offlineHome) {
  const manifest = new URL("manifest.json", offlineHome).href;
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isPageControlled) showRenewed();
    isPageControlled = true;
  });
  const atRest = () => (window.requestIdleCallback ?? setTimeout)(startOffline);
  if (document.readyState === "complete") atRest();
  else addEventListener("load", atRest);
}

export { keepOffline, offlineState, removeOffline };
