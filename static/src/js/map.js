// Lays Leaflet over the drawn sheet; the pins come from the list beside it, which stays the full text.
import { Control, DomUtil, LatLngBounds, Map as LeafletMap } from "leaflet/dist/leaflet-src.esm.js";
import { layBase } from "./map-base.js";
import { followFilter } from "./map-filter.js";
import { offerPosition } from "./map-locate.js";
import { Pins } from "./map-pins.js";
import { Roads } from "./map-roads.js";
import { shareGestures } from "./map-touch.js";

const FURTHER_IN = 3.2; // zoom levels between seeing all and the closest look at the sketch

function speaker(frame) {
  const line = document.createElement("p");
  line.className = "map-says";
  line.setAttribute("role", "status");
  frame.append(line);
  return (words) => { line.textContent = words; };
}

function open(frame, list) {
  const words = JSON.parse(frame.dataset.words);
  const [south, west, north, east] = frame.dataset.box.split(",").map(Number);
  const box = new LatLngBounds([south, west], [north, east]);
  const live = document.createElement("div");
  live.className = "map-live";
  frame.prepend(live);
  const tiled = Boolean(frame.dataset.tiles);
  const map = new LeafletMap(live, {
    attributionControl: false, zoomControl: false, maxBounds: box, maxBoundsViscosity: 1,
    zoomSnap: tiled ? 1 : 0.1, wheelPxPerZoomLevel: 120, scrollWheelZoom: false, bounceAtZoomLimits: false,
    fadeAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  live.setAttribute("role", "application");
  live.setAttribute("aria-label", words.map);
  const limit = () => {
    const least = map.getBoundsZoom(box, true);
    map.setMinZoom(least).setMaxZoom(tiled ? 17 : least + FURTHER_IN);
  };
  map.fitBounds(box, { animate: false }).setZoom(map.getBoundsZoom(box, true), { animate: false });
  limit();
  map.on("resize", limit);
  const say = speaker(frame);
  map.addControl(new Control.Attribution({ prefix: false, position: "bottomleft" }));
  layBase(map, frame, box, words, say);
  map.addControl(new Control.Zoom({ position: "bottomright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }));
  shareGestures(map, frame, words);

  const roads = new Roads(map);
  roads.show(list);
  const pins = new Pins(map, words);
  offerPosition(map, words, say, () => pins.list);
  pins.show(list); // last: names keep clear of the buttons
  frame.classList.add("is-live");
  if (frame.dataset.open) pins.open(frame.dataset.open);
  document.addEventListener("click", (click) => {
    const link = click.target.closest("[data-show]");
    if (!link || click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    frame.scrollIntoView({ block: "nearest" });
    pins.open(link.dataset.show);
  });
  followFilter(list, words, say, () => { roads.show(list); pins.show(list); });
  DomUtil.removeClass(live, "leaflet-touch-drag");
}

const frame = document.querySelector("[data-map]");
const list = document.querySelector("[data-list]");
// A task of its own: a weak phone answers its reader between reading Leaflet and laying the map.
if (frame && list) setTimeout(() => open(frame, list));
