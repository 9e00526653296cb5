// My position: asked for on a tap only, drawn here and sent nowhere.
import { Circle, CircleMarker, Control, LatLng } from "leaflet/dist/leaflet-src.esm.js";

const PATIENCE_MS = 15_000;
const ERRORS = { 1: "denied", 2: "unavailable", 3: "slow" };

/** Add the button; `pins()` tells the pins whose rows are to show how far they are. */
export function offerPosition(map, words, say, pins) {
  let drawn = [];
  const failed = (error) => say(words[ERRORS[error.code]] || words.unavailable);
  const found = ({ coords }) => {
    const here = new LatLng(coords.latitude, coords.longitude);
    drawn.forEach((layer) => layer.remove());
    tellDistances(here, pins(), words);
    const box = map.options.maxBounds;
    if (!box.contains(here)) return say(fill(words.outside, { km: Math.round(here.distanceTo(box.getCenter()) / 1000) }));
    drawn = [
      new Circle(here, { radius: coords.accuracy, className: "here", interactive: false }).addTo(map),
      new CircleMarker(here, { radius: 8, className: "here-dot", interactive: false }).addTo(map),
    ];
    map.panTo(here);
    return say(fill(words.here, { metres: Math.round(coords.accuracy) }));
  };
  const ask = () => {
    if (!isSecureContext) return say(words.insecure);
    if (!navigator.geolocation) return say(words.noLocation);
    say(words.locating);
    return navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 });
  };

  const control = new Control({ position: "bottomright" });
  control.onAdd = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-button";
    button.title = words.locate;
    button.setAttribute("aria-label", words.locate);
    button.append(document.querySelector("template[data-sign]").content.cloneNode(true));
    button.addEventListener("click", (click) => { click.stopPropagation(); ask(); });
    button.addEventListener("dblclick", (click) => click.stopPropagation());
    return button;
  };
  map.addControl(control);
}

function tellDistances(here, pins, words) {
  for (const { rows, centre, exact } of pins) {
    const away = here.distanceTo(centre) / 1000;
    for (const row of rows) {
      const line = row.querySelector(".place-row-away");
      line.hidden = false;
      line.textContent = fill(exact ? words.away : words.roughlyAway, { km: away < 10 ? away.toFixed(1) : Math.round(away) });
    }
  }
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
