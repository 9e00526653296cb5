// Closed roads: a broken line for each that the list beside the map tells of, with its words.
import { DivIcon, LayerGroup, Marker, Polyline } from "leaflet/dist/leaflet-src.esm.js";

/** The point of a line that is farthest from all pins: there its words are read. */
function freest(line, pins) {
  const room = ([lat, lon]) => Math.min(Infinity, ...pins.map((at) => Math.hypot(at.lat - lat, (at.lon - lon) * 0.76)));
  return line.reduce((best, point) => (room(point) > room(best) ? point : best));
}

export class Roads {
  constructor(map) {
    this.drawn = new LayerGroup().addTo(map);
  }

  /** Take the lines from the list, which says the same in full. */
  show(list) {
    this.drawn.clearLayers();
    const pins = [...list.querySelectorAll("[data-pin]")].map(({ dataset }) => ({ lat: Number(dataset.lat), lon: Number(dataset.lon) }));
    for (const row of list.querySelectorAll("[data-line]")) {
      const line = row.dataset.line.split(" ").map((pair) => pair.split(",").map(Number));
      const on = row.classList.contains("is-on") ? " is-on" : "";
      const { href } = row.querySelector("a");
      const label = document.createElement("span");
      label.textContent = row.dataset.brief;
      const icon = new DivIcon({ className: "road-label", html: label, iconSize: [0, 0] });
      this.drawn.addLayer(new Polyline(line, { className: "road-bed", weight: 10, interactive: false }));
      this.drawn.addLayer(new Polyline(line, { className: `road-line${on}`, weight: 6 }).on("click", () => location.assign(href)));
      this.drawn.addLayer(new Marker(freest(line, pins), { icon, interactive: false, keyboard: false, zIndexOffset: 1000 }));
    }
  }
}
