// Who gets a gesture: one finger and a plain wheel scroll the page, two fingers and Ctrl move the map.
const HINT_MS = 1400;
const MEANT_PX = 12;

/** Share touches and wheel between the page and the map, and say how when a gesture was the page's. */
export function shareGestures(map, frame, words) {
  const live = map.getContainer();
  const hint = document.createElement("div");
  hint.className = "map-hint";
  hint.setAttribute("aria-hidden", "true");
  frame.append(hint);
  let timer = 0;
  const show = (text) => {
    hint.textContent = text;
    hint.classList.add("is-on");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-on"), HINT_MS);
  };

  // A finger leaves dragging to the page; Leaflet's pinch moves the map with two. A mouse drags.
  const dragBy = (kind) => map.dragging[kind === "touch" ? "disable" : "enable"]();
  dragBy(matchMedia("(pointer: coarse)").matches ? "touch" : "mouse");
  live.addEventListener("pointerdown", (event) => dragBy(event.pointerType), true);

  let start = null;
  live.addEventListener("touchstart", ({ touches }) => {
    start = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
    if (!start) hint.classList.remove("is-on");
  }, { passive: true });
  live.addEventListener("touchmove", ({ touches }) => {
    if (!start || touches.length !== 1) return;
    if (Math.hypot(touches[0].clientX - start.x, touches[0].clientY - start.y) < MEANT_PX) return;
    start = null;
    show(words.twoFingers);
  }, { passive: true });

  live.addEventListener("wheel", (event) => {
    const meant = event.ctrlKey || event.metaKey || live.contains(document.activeElement);
    map.scrollWheelZoom[meant ? "enable" : "disable"]();
    if (!meant) show(words.wheel);
  }, { capture: true, passive: true });
}
