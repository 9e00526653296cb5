// The guide as it lies on the phone: a cache of its own for each time it is taken along, and one entry that
// says which of them holds. That entry is written last, so that a guide is there whole or the one before stays.
import { copyOf, FILES, GUIDES, guideAddress, prefix, READ } from "./names.js";

const AT_ONCE = 4;
const PATIENCE_MS = 30000; // for one address

// What is kept of a language, or null; the browser may have thrown it away.
export async function guideOf(root, language) {
  const entry = await (await caches.open(prefix(root) + GUIDES)).match(guideAddress(root, language));
  const kept = entry && (await entry.json());
  return kept && (await caches.has(kept.cache)) ? kept : null;
}

async function fetched(address) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(address, { cache: "no-cache", signal: stop.signal });
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}: ${address}`);
    return copyOf(answer, await answer.blob());
  } finally {
    clearTimeout(timer);
  }
}

async function fill(cache, { items, made }, before, progress) {
  const all = items.reduce((sum, one) => sum + one.bytes, 0), queue = items.slice();
  const known = new Map(before ? before.items.map((one) => [one.address, one.version]) : []);
  const old = before && (await caches.open(before.cache));
  let done = 0, failed = null;
  const work = async () => {
    let one;
    while ((one = queue.shift())) {
      const same = known.get(one.address) === one.version && (await old.match(one.address, { ignoreVary: true }));
      // The server has just said that it would send the same again.
      const answer = same ? copyOf(same, await same.blob(), { "X-As-Of": made }) : await fetched(one.address);
      await cache.put(one.address, answer);
      if (!failed) progress((done += one.bytes), all);
    }
  };
  const stop = (error) => {
    failed = failed || error;
    queue.length = 0; // what would come now is thrown away
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => work().catch(stop)));
  if (failed) throw failed;
  return all;
}

export async function takeAlong({ root, language, guide }, progress) {
  const before = await guideOf(root, language), start = `${prefix(root)}guide-${language}-`;
  const name = start + Date.now();
  try {
    const answer = await fetch(guide, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status}: ${guide}`);
    const list = await answer.json();
    const bytes = await fill(await caches.open(name), list, before, progress);
    // Another window may have removed everything meanwhile.
    if (!(await caches.has(name))) throw new Error("gone");
    const entry = JSON.stringify({ cache: name, saved: Date.now(), bytes, items: list.items });
    await (await caches.open(prefix(root) + GUIDES)).put(guideAddress(root, language), new Response(entry));
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  for (const other of await caches.keys()) if (other.startsWith(start) && other !== name) await caches.delete(other);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
}

// Everything kept by this phone goes, in every language; the worker keeps its own few files.
export async function forget(root) {
  await caches.delete(prefix(root) + GUIDES);
  for (const name of await caches.keys()) {
    const rest = name.startsWith(prefix(root)) && name.slice(prefix(root).length);
    if (rest && (rest === READ || rest === FILES || rest.startsWith("guide-"))) await caches.delete(name);
  }
}
