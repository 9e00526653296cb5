// Starts the service worker and names the manifest, with which a phone can keep us. On a page that the worker
// kept, says of when it is and takes down what was true only then.
import { afterLoad } from "./later.js";
import { canKeep } from "./offline/can-keep.js";
import { when } from "./offline/words.js";

const PAUSE_MS = 500;

function takeDown(time) {
  for (const row of document.querySelectorAll("[data-crowd]")) {
    const title = row.querySelector("title");
    if (title) title.textContent = title.textContent.replace(` · ${row.dataset.crowd}`, "");
    delete row.dataset.crowd;
  }
  const label = document.querySelector("[data-as-of-words]").dataset.asOfWords;
  for (const part of document.querySelectorAll("[data-live]")) {
    part.append(Object.assign(document.createElement("small"), { className: "as-of", textContent: label.replace("{time}", time) }));
  }
}

async function start({ worker, manifest }) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));
  const { serviceWorker } = navigator;
  const before = serviceWorker.controller;
  await serviceWorker.register(worker);
  const { active } = await serviceWorker.ready;
  if (!before && active) active.postMessage({ read: location.href });
}

export function offlineBar(bar) {
  const copied = document.documentElement.dataset.offline;
  if (copied) {
    const time = when(Number(copied));
    bar.querySelector("b").textContent = bar.dataset.words.replace("{time}", time);
    if (!("missing" in document.documentElement.dataset)) takeDown(time);
  }
  if (!canKeep()) return;
  // Where it is refused, pages work as before.
  afterLoad(() => setTimeout(() => start(bar.dataset).catch(() => {}), PAUSE_MS));
}
