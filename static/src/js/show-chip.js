// Browsers count a chip that is half seen at the end of its scrolling row as seen; nobody can read it there.
const EDGE = 28; // pixels that fade at the end of a row

function show(chip) {
  const row = chip.closest("ul").getBoundingClientRect();
  const { left, right } = chip.getBoundingClientRect();
  const past = Math.max(0, right - row.right + EDGE);
  const before = Math.min(0, left - row.left - EDGE);
  chip.closest("ul").scrollLeft += past || before;
}

/** Bring the chosen chip of a filter into view, and each that is reached by key: under a finger none may move. */
export function showChip(filter) {
  const chosen = filter.querySelector("[aria-current]");
  if (chosen) show(chosen);
  filter.addEventListener("keyup", ({ key, target }) => { if (key === "Tab" && target.closest("li")) show(target); });
}
