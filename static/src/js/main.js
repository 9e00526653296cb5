// Starts each behaviour where a page asks for it by a data- attribute; without it the page works.
import { copyText } from "./copy-text.js";
import { liveMap } from "./live-map.js";
import { openOnPaper } from "./open-on-paper.js";
import { showChip } from "./show-chip.js";

const BEHAVIOURS = { "copy-text": copyText, "live-map": liveMap, "open-on-paper": openOnPaper, "show-chip": showChip };

for (const element of document.querySelectorAll("[data-behaviour]")) {
  const start = BEHAVIOURS[element.dataset.behaviour];
  if (start) start(element);
}
