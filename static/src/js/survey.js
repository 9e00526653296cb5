// The position survey: a pin to be put on the map, and a measurement on the spot; both fill in the form's fields.
import { CircleMarker, Control, DivIcon, LatLng, LatLngBounds, Map as LeafletMap, Marker } from "leaflet/dist/leaflet-src.esm.js";
import { measureHere } from "./bureau/survey-device.js";
import { layBase } from "./map-base.js";
import { shareGestures } from "./map-touch.js";

const CLOSER = 5.5; // zoom levels between seeing all and the closest look
const PIN = '<svg viewBox="0 0 44 44" aria-hidden="true"><path class="pin-shape" d="M22 44c-4-7-18-13-18-26a18 18 0 0 1 36 0c0 13-14 19-18 26z"/><circle class="survey-point" cx="22" cy="18" r="6"/></svg>';
const STEP_PX = 4; // an arrow key moves the pin so far

const corners = (text) => text.split(",").map(Number);

function bounds(text) {
  const [south, west, north, east] = corners(text);
  return new LatLngBounds([south, west], [north, east]);
}

function layMap(frame, words) {
  const live = document.createElement("div");
  live.className = "map-live";
  frame.prepend(live);
  const sheet = bounds(frame.dataset.box);
  const tiled = Boolean(frame.dataset.tiles);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new LeafletMap(live, {
    attributionControl: false, zoomControl: false, maxBounds: bounds(frame.dataset.district), maxBoundsViscosity: 1,
    zoomSnap: tiled ? 1 : 0.1, scrollWheelZoom: false, fadeAnimation: !still, zoomAnimation: !still, doubleClickZoom: false,
  });
  live.setAttribute("role", "application");
  live.setAttribute("aria-label", words.map);
  const least = map.getBoundsZoom(sheet, true);
  map.setMinZoom(least).setMaxZoom(tiled ? 18 : least + CLOSER);
  const line = document.createElement("p");
  line.className = "map-says";
  line.setAttribute("role", "status");
  frame.append(line);
  map.addControl(new Control.Attribution({ prefix: false, position: "bottomleft" }));
  map.addControl(new Control.Zoom({ position: "bottomright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }));
  const at = frame.dataset.before ? corners(frame.dataset.before) : null;
  if (at) map.setView(at, least + 1.6, { animate: false });
  else map.fitBounds(sheet, { animate: false });
  layBase(map, frame, sheet, words, (text) => { line.textContent = text; });
  if (at) new CircleMarker(at, { radius: 9, className: "survey-before", interactive: false }).addTo(map);
  shareGestures(map, frame, words);
  frame.classList.add("is-live");
  return map;
}

class Survey {
  constructor(frame, form) {
    this.words = JSON.parse(frame.dataset.words);
    this.fields = Object.fromEntries(["lat", "lon", "pasted", "accuracy_m", "found"].map((name) => [name, form.elements[name]]));
    this.map = layMap(frame, this.words);
    this.marker = null;
    this.map.on("click", ({ latlng }) => this.pointed(latlng));
    const typed = this.typed();
    if (typed) this.pin(typed, true);
    for (const name of ["lat", "lon"]) {
      this.fields[name].addEventListener("change", () => {
        this.fields.found.value = "";
        const at = this.typed();
        if (at) this.pin(at, true);
      });
    }
  }

  typed() {
    const [lat, lon] = [this.fields.lat, this.fields.lon].map((field) => Number.parseFloat(field.value));
    return Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 ? new LatLng(lat, lon) : null;
  }

  /** Put the pin down, to be dragged or moved with the arrow keys. */
  pin(at, look) {
    if (!this.marker) {
      const icon = new DivIcon({ className: "pin-marker survey-pin", html: PIN, iconSize: [44, 44], iconAnchor: [22, 44] });
      this.marker = new Marker(at, { icon, draggable: true, keyboard: true, autoPan: true }).addTo(this.map);
      this.marker.getElement().setAttribute("aria-label", this.words.pin);
      this.marker.on("dragend", () => this.pointed(this.marker.getLatLng()));
      this.marker.getElement().addEventListener("keydown", (key) => this.nudge(key));
    }
    this.marker.setLatLng(at);
    if (look) this.map.setView(at, Math.max(this.map.getZoom(), this.map.getMinZoom() + 3), { animate: false });
  }

  nudge(key) {
    const step = { ArrowUp: [0, -STEP_PX], ArrowDown: [0, STEP_PX], ArrowLeft: [-STEP_PX, 0], ArrowRight: [STEP_PX, 0] }[key.key];
    if (!step) return;
    key.preventDefault();
    key.stopPropagation();
    this.pointed(this.map.layerPointToLatLng(this.map.latLngToLayerPoint(this.marker.getLatLng()).add(step)));
  }

  pointed(at) {
    this.pin(at, false);
    this.fill({ lat: at.lat, lon: at.lng, accuracy: "", found: "map" });
  }

  measured({ lat, lon, accuracy }) {
    this.pin(new LatLng(lat, lon), true);
    this.fill({ lat, lon, accuracy, found: "device" });
  }

  fill({ lat, lon, accuracy, found }) {
    this.fields.lat.value = lat.toFixed(6);
    this.fields.lon.value = lon.toFixed(6);
    this.fields.accuracy_m.value = accuracy;
    this.fields.found.value = found;
    this.fields.pasted.value = ""; // what was pasted would count more
  }

  keep() {
    this.kept = Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, field.value]));
  }

  bring() {
    for (const [name, value] of Object.entries(this.kept)) this.fields[name].value = value;
    const at = this.typed();
    if (at) return this.pin(at, true);
    if (this.marker) this.marker.remove();
    this.marker = null;
    return null;
  }
}

const frame = document.querySelector("[data-survey]");
if (frame) {
  const survey = new Survey(frame, frame.closest("form"));
  const district = bounds(frame.dataset.district);
  const inDistrict = ({ lat, lon }) => district.contains([lat, lon]);
  measureHere(document.querySelector("[data-here]"), survey.words, inDistrict, (at) => survey.measured(at), survey);
}
