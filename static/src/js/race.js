// Starts each behaviour of the race's pages where one asks for it by a data- attribute.
import { kmAxis } from "./race/km-axis.js";
import { live } from "./race/live.js";
import { printPage } from "./race/print-page.js";

const BEHAVIOURS = { "km-axis": kmAxis, live, "print-page": printPage };

for (const element of document.querySelectorAll("[data-behaviour]")) {
  const start = BEHAVIOURS[element.dataset.behaviour];
  if (start) start(element);
}
