// What a popup says, in the words of the list, and where it finds room.
const GAP = 8; // pixels kept free around a popup
const TIP = 20; // Leaflet's tip below a popup
const PIN = 44;
const PARTS = ["kind", "summary", "state"];

/** The popup of a pin: its first row in full, then the others at the same spot as links. */
export function tell(rows, words) {
  const [row, ...others] = rows;
  const box = document.createElement("div");
  const link = row.querySelector(".place-row-name");
  const line = (name, from) => {
    const p = document.createElement("p");
    p.className = name;
    p.append(...[...from.childNodes].map((node) => node.cloneNode(true)));
    box.append(p);
  };
  line("popup-name", link);
  for (const part of PARTS) line(`popup-${part} place-row-${part}`, row.querySelector(`.place-row-${part}`));
  const more = link.cloneNode(false);
  more.className = "popup-more";
  more.textContent = words.details;
  more.setAttribute("aria-label", `${words.details}: ${link.textContent}`);
  box.append(more);
  if (others.length) box.append(inside(others));
  return box;
}

function inside(rows) {
  const list = document.createElement("ul");
  list.className = "popup-inside";
  for (const row of rows) {
    const item = document.createElement("li");
    const link = row.querySelector(".place-row-name").cloneNode(true);
    link.removeAttribute("class");
    item.append(link);
    list.append(item);
  }
  return list;
}

/** Put a popup above its pin, or below where only that has room; then move the map as far as it lacks. */
export function putInView(map, popup, foot) {
  const box = popup.getElement();
  const { x: width, y: height } = map.getSize();
  const at = map.latLngToContainerPoint(popup.getLatLng());
  const tall = box.offsetHeight;
  const above = at.y - foot - TIP - tall - GAP;
  const beneath = height - (at.y - foot + PIN + GAP + tall + GAP);
  const below = above < 0 && beneath > above;
  box.classList.toggle("is-below", below);
  popup.options.offset = [0, below ? PIN - foot + GAP + tall + TIP : -foot];
  popup.update();
  const half = box.offsetWidth / 2 + GAP;
  const lack = (from, to, room) => (from < 0 ? from : Math.max(0, to - room));
  map.panBy([lack(at.x - half, at.x + half, width), lack(below ? 0 : above, below ? height - beneath : 0, height)]);
}
