// Starts each behaviour of the race's pages where one asks for it by a data- attribute.
import { kmAxis } from "./race/km-axis.js";
import { live } from "./race/live.js";

const BEHAVIOURS = { "km-axis": kmAxis, live };

for (const element of document.querySelectorAll("[data-behaviour]")) {
  const start = BEHAVIOURS[element.dataset.behaviour];
  if (start) start(element);
}
