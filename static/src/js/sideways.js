// Pages in traditional Mongolian go sideways, and wheel and keys turn them.
const COLUMN = 96; // pixels that an arrow key goes
const TYPING = "input, textarea, select, [contenteditable]";

let page;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const turn = (by, smooth) => page.scrollBy({ left: by, behavior: smooth && !still() ? "smooth" : "auto" });

/** Whether something under the pointer scrolls by itself that way, an island or a map. */
function ownScroll(target, down) {
  for (let one = target; one && one !== page; one = one.parentElement) {
    if (one.matches(".leaflet-container")) return true;
    const room = down > 0 ? one.scrollHeight - one.clientHeight - one.scrollTop : one.scrollTop;
    if (room > 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return true;
  }
  return false;
}

function wheel(event) {
  const { deltaX, deltaY, deltaMode, target } = event;
  if (event.ctrlKey || event.shiftKey || Math.abs(deltaX) >= Math.abs(deltaY) || ownScroll(target, deltaY)) return;
  const unit = [1, 32, page.clientWidth][deltaMode];
  event.preventDefault();
  turn(deltaY * unit);
}

function key(event) {
  const { target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (target.closest(`${TYPING}, .leaflet-container`) || (event.key === " " && target.closest("button, summary, a"))) return;
  const screen = page.clientWidth * 0.88;
  const by = {
    ArrowDown: COLUMN, ArrowRight: COLUMN, ArrowUp: -COLUMN, ArrowLeft: -COLUMN, PageDown: screen, PageUp: -screen,
    " ": event.shiftKey ? -screen : screen, Home: -page.scrollWidth, End: page.scrollWidth,
  }[event.key];
  if (by === undefined || (/Arrow(Up|Down)/.test(event.key) && ownScroll(target, by))) return;
  event.preventDefault();
  turn(by, true);
}

function showMore() {
  page.toggleAttribute("data-more", page.scrollLeft + page.clientWidth < page.scrollWidth - 8);
}

export function sideways(element) {
  page = element;
  // What scrolls by itself has to be reached by the keyboard.
  for (const table of page.querySelectorAll("table")) {
    if (table.scrollHeight > table.clientHeight + 1 && !table.querySelector("a[href], button")) table.tabIndex = 0;
  }
  page.addEventListener("wheel", wheel, { passive: false });
  document.addEventListener("keydown", key);
  page.addEventListener("scroll", showMore, { passive: true });
  addEventListener("resize", showMore);
  addEventListener("load", showMore);
  // The browser brings back where a window was, and not where something in it was.
  addEventListener("pagehide", () => history.replaceState({ ...history.state, across: page.scrollLeft }, ""));
  if (history.state && history.state.across && !location.hash) page.scrollLeft = history.state.across;
  showMore();
}
