// The service worker: what was read, or taken along, opens again without a network.
// The server puts SITE before this: version, root, shell, missing ([start of a path, page]), never.
import { asOf, copyOf, FILES, GUIDES, prefix, READ } from "./offline/names.js";

const PATIENCE_MS = 4000; // longer than this nobody waits for a page that is there already
const MOST = { [READ]: 120, [FILES]: 240 };
const ours = prefix(SITE.root);
const SHELL = `${ours}shell-${SITE.version}`;
const open = (name) => caches.open(ours + name);
const inside = (path, starts) => starts.some((start) => path === start || path.startsWith(`${start}/`));

// All of it or nothing: when one address fails, the worker before stays, with its own.
const fillShell = async () => (await caches.open(SHELL)).addAll(SITE.shell.map((address) => new Request(address, { cache: "reload" })));

async function settle() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${ours}shell-`) && name !== SHELL) await caches.delete(name);
  }
  await clients.claim();
}

async function keep(name, address, answer) {
  try {
    const cache = await open(name);
    await cache.put(address, answer);
    const kept = await cache.keys();
    for (const one of kept.slice(0, Math.max(0, kept.length - MOST[name]))) await cache.delete(one);
  } catch (error) {
    // No room left: what was read longest ago makes some, and the next page finds it.
    const cache = await open(READ).catch(() => null);
    const kept = cache ? await cache.keys() : [];
    for (const one of kept.slice(0, 20)) await cache.delete(one);
  }
}

const file = async (address) => caches.match(address, { ignoreVary: true });

// A page is worth keeping when everybody gets the same one; what it is shown with goes along.
async function remember(address, answer) {
  const header = (name) => answer.headers.get(name) || "";
  if (answer.status === 404 || answer.status === 410) await (await open(READ)).delete(address);
  if (!answer.ok || answer.redirected || !header("Content-Type").startsWith("text/html") || !header("Cache-Control").includes("public")) return;
  const text = await answer.text();
  const needed = text.match(/\/static\/[\w./-]+\w/g) || [];
  for (const path of new Set(needed)) {
    const wanted = location.origin + SITE.root + path;
    if (await file(wanted)) continue;
    const got = await fetch(wanted).catch(() => null);
    if (got && got.ok) await keep(FILES, wanted, got);
  }
  await keep(READ, address, copyOf(answer, text));
  if (!(await caches.has(SHELL))) await fillShell();
}

// Every copy of a page that there is: as it was read, and in the guides that were taken along.
async function copies(address) {
  const guides = await open(GUIDES);
  const names = [ours + READ];
  for (const key of await guides.keys()) names.push((await (await guides.match(key)).json()).cache);
  const found = [];
  for (const name of names) {
    const copy = (await caches.has(name)) && (await (await caches.open(name)).match(address, { ignoreVary: true }));
    if (copy) found.push(copy);
  }
  return found.sort((one, other) => asOf(other) - asOf(one));
}

// The page says itself that it is a copy, and of when: its script and style sheet do the rest.
async function marked(copy, more) {
  const text = await copy.text();
  return copyOf(copy, text.replace("<html ", `<html data-offline="${asOf(copy)}"${more} `), { "Cache-Control": "no-store" });
}

async function saved(url) {
  const address = url.href.split("#")[0];
  const found = await copies(address);
  if (found.length) return marked(found[0], "");
  // Parameters that only tag along make no other page.
  const bare = address.split("?")[0];
  const tags = ![...url.searchParams.keys()].some((name) => !/^(utm_|from$|isappinstalled$)/.test(name));
  const plain = bare !== address && tags ? await copies(bare) : [];
  return plain.length ? marked(plain[0], "") : null;
}

async function missing(path) {
  const page = SITE.missing.find(([start]) => path.startsWith(start))[1];
  const copy = await caches.match(page, { ignoreVary: true });
  if (copy) return marked(copy, " data-missing");
  const words = "<!doctype html><title>离线 · Offline</title><h1>离线 · Offline</h1><p>这一页没有保存。This page has not been saved.";
  return new Response(words, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// Old browsers refuse to change anything about the request of a whole page.
function afresh(request) {
  try {
    return new Request(request, { cache: "no-cache" });
  } catch (error) {
    return request;
  }
}

async function page(event, url, path) {
  // What the browser has in store may be minutes old, and would be shown as of now.
  const asked = fetch(afresh(event.request));
  const kept = asked.then((answer) => remember(url.href.split("#")[0], answer.clone()));
  event.waitUntil(kept.catch(() => {}));
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const answer = await Promise.race([asked, late]).catch(() => null);
  if (answer && answer.status < 500) return answer;
  const copy = await saved(url).catch(() => null);
  if (copy) return copy;
  return answer || asked.catch(() => missing(path));
}

async function unchanging(event) {
  const { url } = event.request;
  const kept = await file(url);
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.status === 200) event.waitUntil(keep(FILES, url, answer.clone()));
  return answer;
}

self.addEventListener("install", (event) => event.waitUntil(fillShell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(settle()));
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url), path = url.pathname;
  if (request.method !== "GET" || url.origin !== location.origin || !path.startsWith(`${SITE.root}/`)) return;
  if (inside(path, SITE.never)) return;
  if (inside(path, [`${SITE.root}/static`, `${SITE.root}/media`])) event.respondWith(unchanging(event));
  else if (request.mode === "navigate") event.respondWith(page(event, url, path));
});
// The page that brought the worker was there before it, and asks to be kept as well.
self.addEventListener("message", (event) => {
  const url = new URL(event.data.read, location.href);
  if (url.origin !== location.origin || inside(url.pathname, SITE.never)) return;
  event.waitUntil(fetch(url.href).then((answer) => remember(url.href.split("#")[0], answer)).catch(() => {}));
});
