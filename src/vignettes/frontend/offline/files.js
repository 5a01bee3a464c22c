// @ts-check
/**
 * Which file of the course an address means, and how the kept ones are named. Nothing here
 * touches network or storage.
 *
 * What sphinx_ext/offline.py writes into the worker: every file of the site with its mark (the first
 * 16 digits of its SHA-256), what they weigh in bytes, and an edition, which is one mark of all of them.
 * @typedef {{edition: string, bytes: number, files: Record<string, string>}} Edition
 */

/** Where a file of the course lies. */
const addressOf = (scope, name) => new URL(name.split("/").map(encodeURIComponent).join("/"), scope).href;

/** The key under which one state of a file is kept: a renewed file has another. */
const keyOf = (scope, name, mark) => `${addressOf(scope, name)}?${mark}`;

/** The path of an address below the scope, or nothing where it lies elsewhere or cannot be read. */
function pathBelow(address, scope) {
  const [url, base] = [new URL(address), new URL(scope)];
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return undefined;
  try {
    return decodeURIComponent(url.pathname.slice(base.pathname.length));
  } catch {
    return undefined;
  }
}

/** The file that an address means: of a folder its index; a page also without its ending, as some hosts
 * name it. What follows a question mark does not matter. @param {Edition["files"]} files */
function fileOf(address, scope, files) {
  const path = pathBelow(address, scope);
  if (path === undefined) return undefined;
  const tried = path === "" || path.endsWith("/") ? [path + "index.html"] : [path, path + ".html"];
  return tried.find((name) => Object.hasOwn(files, name));
}

/** The address of a folder that was asked for without the slash at its end, which relative links need. */
function folderOf(address, scope, files) {
  const path = pathBelow(address, scope);
  if (!path || !Object.hasOwn(files, path + "/index.html")) return undefined;
  const url = new URL(address);
  url.pathname += "/";
  return url.href;
}

/** The mark of a file's bytes, as vignettes.sphinx_ext.offline makes it. @param {BufferSource} bytes */
async function markOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export { addressOf, fileOf, folderOf, keyOf, markOf, pathBelow };
