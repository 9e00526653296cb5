// Starts each behaviour of the race's pages where one asks for it by a data- attribute.
const BEHAVIOURS = {};

for (const element of document.querySelectorAll("[data-behaviour]")) {
  const start = BEHAVIOURS[element.dataset.behaviour];
  if (start) start(element);
}
