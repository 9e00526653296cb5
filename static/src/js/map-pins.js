// The pins: one for each spot that rows of the list stand at, with names, popups and soft circles.
import { Circle, DivIcon, LatLngBounds, Marker, Popup } from "leaflet/dist/leaflet-src.esm.js";
import { arrange } from "./map-arrange.js";
import { putInView, tell } from "./map-popup.js";

const SHAPES = {
  exact: '<path class="pin-shape" d="M22 44c-4-7-18-13-18-26a18 18 0 0 1 36 0c0 13-14 19-18 26z"/>',
  rough: '<circle class="pin-shape is-rough" cx="22" cy="22" r="18"/>',
};
const CLOSED = '<g class="pin-closed" transform="translate(36 8) scale(.8)"><circle r="11"/><path d="M-6 0h12"/></g>';
const SIZE = 44; // pixels, as large as a fingertip
const STANDS = { exact: { icon: 6, foot: SIZE }, rough: { icon: 10, foot: SIZE / 2 } }; // distances from its top

const NAME_PX = 110; // room that a name needs beside the outermost pins

export class Pins {
  constructor(map, words) {
    this.map = map;
    this.words = words;
    this.list = [];
    this.looking = false; // while a view is being set, which ends in one arranging
    map.on("moveend resize", () => { if (!this.looking) this.arrange(); });
    map.on("popupopen", ({ popup }) => this.opened(popup));
    map.on("popupclose", ({ popup }) => this.closed(popup));
    map.getContainer().addEventListener("keydown", (key) => {
      if (key.key === "Escape") map.closePopup();
    });
  }

  /** Take the pins from the rows of the list; rows at the same spot share one. */
  show(list) {
    this.list.forEach(({ marker, area }) => { marker.remove(); if (area) area.remove(); });
    const spots = new Map();
    for (const row of list.querySelectorAll("[data-pin]")) {
      const rows = spots.get(row.dataset.pin) || [];
      spots.set(row.dataset.pin, [...rows, row]);
    }
    this.list = [...spots].map(([slug, rows], index) => this.pin(slug, rows, index));
    this.soften();
    this.lookAtAll();
  }

  pin(slug, rows, index) {
    const [row] = rows;
    const { lat, lon, accuracy, status, crowd } = row.dataset;
    const name = row.querySelector(".place-row-name").textContent;
    const exact = accuracy === "0";
    const centre = { lat: Number(lat), lng: Number(lon) };
    const area = exact ? null : new Circle(centre, { radius: Number(accuracy), className: "area", fillColor: "url(#soft-live)", fillOpacity: 1, interactive: false }).addTo(this.map);
    const known = exact ? name : this.words.rough.replace("{name}", name);
    const named = status === "closed" ? this.words.closed.replace("{name}", known) : known;
    const title = crowd ? `${named} · ${crowd}` : named;
    const marker = new Marker(centre, { icon: icon(row, name, exact), title, keyboard: true, riseOnHover: true, zIndexOffset: -index * 10 });
    marker.addTo(this.map).bindPopup(new Popup({ content: () => tell(rows, this.words), maxWidth: 280, minWidth: 220, autoPan: false }));
    const element = marker.getElement();
    element.setAttribute("aria-label", title);
    element.dataset.place = slug;
    element.dataset.status = status;
    element.dataset.weight = exact ? "1" : "2";
    const light = (on) => () => { if (area) area.getElement().classList.toggle("is-on", on || marker.isPopupOpen()); };
    marker.on("mouseover", light(true)).on("mouseout", light(false));
    element.addEventListener("focus", light(true));
    element.addEventListener("blur", light(false));
    const pin = { slug, rows, exact, centre, radius: Number(accuracy), marker, area, element, name: element.querySelector(".pin-name") };
    element.addEventListener("keydown", (key) => {
      if (key.key !== "Enter" && key.key !== " ") return;
      key.preventDefault();
      key.stopPropagation();
      this.open(slug);
    });
    return pin;
  }

  /** Let the circles fade out as they do on the drawn sheet: its gradient, under a name of its own. */
  soften() {
    const first = this.list.find(({ area }) => area);
    const canvas = first && first.area.getElement().ownerSVGElement;
    if (!canvas || canvas.querySelector("defs")) return;
    const defs = this.map.getContainer().parentNode.querySelector(".sheet defs").cloneNode(true);
    defs.firstElementChild.id = "soft-live";
    canvas.prepend(defs);
  }

  /** Give every pin and every name its room at this zoom. */
  arrange() {
    const { map, list } = this;
    const pixels = (pin) => {
      const centre = map.latLngToLayerPoint(pin.centre);
      if (pin.exact) return { centre, radius: 0 };
      const north = map.latLngToLayerPoint({ lat: pin.centre.lat + pin.radius / 111_320, lng: pin.centre.lng });
      return { centre, radius: Math.max(1, centre.y - north.y) };
    };
    const wanted = list.map((pin) => {
      pin.element.classList.remove("is-crowded");
      return { ...pixels(pin), name: { width: pin.name.offsetWidth, height: pin.name.offsetHeight } };
    });
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    const view = [corner.x, corner.y, corner.x + size.x, corner.y + size.y];
    const { left, top } = map.getContainer().getBoundingClientRect();
    const corners = [...map.getContainer().querySelectorAll(".leaflet-bottom .leaflet-control")].map((control) => {
      const box = control.getBoundingClientRect();
      return [box.left - left + corner.x, box.top - top + corner.y, box.right - left + corner.x, box.bottom - top + corner.y];
    });
    arrange(wanted, view, corners).forEach(({ at, side, box }, index) => {
      const { marker, element, name } = list[index];
      element.classList.toggle("is-crowded", !at);
      if (at) marker.setLatLng(map.layerPointToLatLng(at));
      if (!side) return delete name.dataset.side;
      name.dataset.side = side;
      name.style.left = `${box[0] - at.x + SIZE / 2}px`;
      name.style.top = `${box[1] - at.y + (list[index].exact ? STANDS.exact : STANDS.rough).foot}px`;
    });
  }

  /** See all pins at once, or the whole sheet where there is none. */
  lookAtAll() {
    if (!this.list.length) return this.map.fitBounds(this.map.options.maxBounds, { animate: false });
    const side = Math.min(NAME_PX, this.map.getSize().x * 0.15);
    this.looking = true;
    const all = new LatLngBounds(this.list.map((pin) => pin.centre));
    this.map.fitBounds(all, { paddingTopLeft: [side, 70], paddingBottomRight: [NAME_PX, 40], maxZoom: this.map.getMinZoom() + 1.6, animate: false });
    this.looking = false;
    return this.arrange();
  }

  /** Open the popup of a place: by its own name, or by that of the whole it stands in. */
  open(slug) {
    const has = (pin) => pin.slug === slug || pin.rows.some((row) => row.matches(`[data-place="${slug}"]`) || row.querySelector(`[data-place="${slug}"]`));
    const pin = this.list.find(has);
    if (!pin) return;
    if (pin.element.classList.contains("is-crowded")) this.map.setView(pin.centre, this.map.getMaxZoom(), { animate: false });
    pin.element.classList.remove("is-crowded");
    pin.marker.openPopup();
  }

  opened(popup) {
    const close = popup.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", this.words.close);
    close.title = this.words.close;
    const pin = this.list.find(({ marker }) => marker.getPopup() === popup);
    if (!pin) return;
    pin.element.classList.add("is-open");
    this.map.getContainer().classList.add("has-popup");
    if (pin.area) pin.area.getElement().classList.add("is-on");
    putInView(this.map, popup, pin.exact ? STANDS.exact.foot : STANDS.rough.foot);
    pin.byKey = document.activeElement === pin.element;
    if (pin.byKey) popup.getElement().querySelector(".popup-more").focus({ preventScroll: true });
  }

  closed(popup) {
    const pin = this.list.find(({ marker }) => marker.getPopup() === popup);
    if (!pin) return;
    pin.element.classList.remove("is-open");
    this.map.getContainer().classList.remove("has-popup");
    if (pin.area) pin.area.getElement().classList.remove("is-on");
    if (pin.byKey && [document.body, null].includes(document.activeElement)) pin.element.focus({ preventScroll: true });
  }
}

function icon(row, name, exact) {
  const { icon: top, foot } = exact ? STANDS.exact : STANDS.rough;
  const drawing = row.querySelector("use").getAttribute("href");
  const html = document.createElement("div");
  html.innerHTML = `<svg viewBox="0 0 44 44" aria-hidden="true">${exact ? SHAPES.exact : SHAPES.rough}<use class="pin-icon" x="10" y="${top}" width="24" height="24"/>${row.dataset.status === "closed" ? CLOSED : ""}</svg><span class="pin-name"></span>`;
  html.querySelector("use").setAttribute("href", drawing);
  html.querySelector(".pin-name").textContent = name;
  const crowd = row.querySelector(".crowd-sign");
  if (crowd) html.append(crowd.cloneNode(true));
  return new DivIcon({ className: "pin-marker", html, iconSize: [SIZE, SIZE], iconAnchor: [SIZE / 2, foot] });
}
