// What lies under the pins: our drawn sheet, and over it the tiles of a service when one is set.
import { ImageOverlay, TileLayer } from "leaflet/dist/leaflet-src.esm.js";

const ENOUGH_FAILURES = 3;

/** Put the sheet down, then the tiles; when they fail before any arrived, say so and keep the sheet. */
export function layBase(map, frame, box, words, say) {
  const sheet = new ImageOverlay(frame.dataset.sheet, box, { attribution: words.sketch, className: "map-sheet" });
  const { tiles, tileLabels, tileCredit, approval } = frame.dataset;
  if (!tiles) return sheet.addTo(map);
  const options = {
    key: frame.dataset.tileKey, subdomains: frame.dataset.tileSubdomains, maxZoom: 18, bounds: box,
    attribution: [tileCredit, approval].filter(Boolean).map(plain).join(" · "),
  };
  const layers = [tiles, tileLabels].filter(Boolean).map((address) => new TileLayer(address, options).addTo(map));
  new ImageOverlay(frame.dataset.sheet, box, { className: "map-sheet", zIndex: 0, pane: "tilePane" }).addTo(map);
  let failures = 0;
  layers[0].on("tileload", () => { failures = -Infinity; });
  layers[0].on("tileerror", () => {
    failures += 1;
    if (failures !== ENOUGH_FAILURES) return;
    layers.forEach((layer) => layer.remove());
    sheet.addTo(map);
    say(words.noTiles);
  });
  return sheet;
}

// Leaflet writes attributions as HTML; a setting is text.
function plain(text) {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}
