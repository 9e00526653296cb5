// Fetches Leaflet once the page itself is there: the drawn sheet is shown, and works, until then.
import { afterLoad } from "./later.js";

function add(tag, attributes) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), attributes, { onload: done, onerror: failed });
    document.head.append(element);
  });
}

const PAUSE_MS = 300; // the sheet is to be painted before Leaflet covers it

export function liveMap(frame) {
  const fetchAll = async () => {
    await add("link", { rel: "stylesheet", href: frame.dataset.style });
    await add("script", { src: frame.dataset.script });
  };
  // Without a network the sheet stays.
  afterLoad(() => setTimeout(() => fetchAll().catch(() => {}), PAUSE_MS));
}
