// Starts each behaviour where a page asks for it by a data- attribute; without it the page works.
import { copyText } from "./copy-text.js";
import { liveMap } from "./live-map.js";

const BEHAVIOURS = { "copy-text": copyText, "live-map": liveMap };

for (const element of document.querySelectorAll("[data-behaviour]")) {
  const start = BEHAVIOURS[element.dataset.behaviour];
  if (start) start(element);
}
