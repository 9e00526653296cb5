// Starts each behaviour of the desk where a page asks for it by a data- attribute; the desk works without.
import { copyText } from "./copy-text.js";
import { outside } from "./outside.js";
import { autosave } from "./bureau/autosave.js";
import { choosePictures } from "./bureau/choose-pictures.js";
import { dayTotal } from "./bureau/day-total.js";
import { focusFirst } from "./bureau/focus-first.js";
import { narrowChoices } from "./bureau/narrow-choices.js";
import { newPicture } from "./bureau/new-picture.js";
import { sayProgress } from "./bureau/say-progress.js";
import { showChip } from "./show-chip.js";

const BEHAVIOURS = {
  autosave,
  "choose-pictures": choosePictures,
  "copy-text": copyText,
  "day-total": dayTotal,
  "focus-first": focusFirst,
  "narrow-choices": narrowChoices,
  "new-picture": newPicture,
  "say-progress": sayProgress,
  "show-chip": showChip,
};

outside();
for (const element of document.querySelectorAll("[data-behaviour]")) {
  const start = BEHAVIOURS[element.dataset.behaviour];
  if (start) start(element);
}
