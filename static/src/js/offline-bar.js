// Starts the service worker; on a page that the worker kept, says of when it is and takes down what was
// true only then.
import { when } from "./offline/words.js";

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

async function start(address) {
  const { serviceWorker } = navigator;
  const before = serviceWorker.controller;
  await serviceWorker.register(address);
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
  if (!navigator.serviceWorker || !window.caches) return;
  // After everything that the page itself needs; where it is refused, pages work as before.
  const later = () => setTimeout(() => start(bar.dataset.worker).catch(() => {}), 500);
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
