// Runs before the page is painted, for what it is dressed in; then, once it is there, starts each
// behaviour where a page asks for it by a data- attribute. Without it the page works.
import { copyText } from "./copy-text.js";
import { inWeChat } from "./in-wechat.js";
import { offerLanguage } from "./languages.js";
import { later } from "./later.js";
import { liveMap } from "./live-map.js";
import { canKeep } from "./offline/can-keep.js";
import { offlineBar } from "./offline-bar.js";
import { openOnPaper } from "./open-on-paper.js";
import { outside } from "./outside.js";
import { printPage } from "./print-page.js";
import { readAloud } from "./read-aloud.js";
import { dress, readerForm } from "./reader.js";
import { showChip } from "./show-chip.js";

export const BEHAVIOURS = {
  "copy-text": copyText, later, "live-map": liveMap, "offline-bar": offlineBar, "open-on-paper": openOnPaper, "print-page": printPage,
  "read-aloud": readAloud, "reader-form": readerForm, "show-chip": showChip,
};

dress();
document.documentElement.toggleAttribute("data-keeps", canKeep()); // so that nothing moves when it is offered
if (/MicroMessenger/i.test(navigator.userAgent)) {
  outside();
  addEventListener("load", inWeChat);
}
addEventListener("pageshow", ({ persisted }) => { if (persisted) dress(); }); // left before the choice, and come back to
const choose = offerLanguage();
document.addEventListener("DOMContentLoaded", () => {
  choose();
  for (const element of document.querySelectorAll("[data-behaviour]")) {
    const start = BEHAVIOURS[element.dataset.behaviour];
    if (start) start(element);
  }
});
