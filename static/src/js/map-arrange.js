// Finds room: pins of vague positions move within their circle, names go where nothing else is.
const HALF = 20; // of a pin's drawing, pixels
const TALL = 45; // an exact pin stands this high above its point
const RINGS = [0.35, 0.6, 0.92];

const meets = (a, b) => !(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
const within = (a, b) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];
const body = ({ x, y }, exact) => exact
  ? [x - HALF, y - TALL, x + HALF, y + 2] : [x - HALF, y - HALF, x + HALF, y + HALF];

/** Points, nearest first, at which a pin of this radius (pixels; 0 is exact) may stand. */
function standings(centre, radius) {
  const found = [centre];
  if (!radius) return found;
  for (const part of RINGS) {
    for (let turn = 0; turn < 16; turn += 1) {
      const angle = (turn * Math.PI) / 8;
      found.push({ x: centre.x + radius * part * Math.cos(angle), y: centre.y + radius * part * Math.sin(angle) });
    }
  }
  return found;
}

function nameBoxes([left, top, right, bottom], { width, height }, x) {
  const middle = (top + bottom - height) / 2;
  return {
    end: [right, middle, right + width, middle + height],
    start: [left - width, middle, left, middle + height],
    below: [x - width / 2, bottom, x + width / 2, bottom + height],
    above: [x - width / 2, top - height, x + width / 2, top],
  };
}

/**
 * Place pins and names greedily, the most important first.
 *
 * @param {Array<{centre: {x, y}, radius: number, name: {width, height}}>} pins - pixels; weightiest first
 * @param {number[]} view - what is seen; a name is not cut off by its edge
 * @param {number[][]} covered - what lies over the map; a name keeps clear of it
 * @returns {Array<{at: {x, y} | null, side: string, box: number[] | null}>} `at` is null where a pin finds no room
 */
export function arrange(pins, view, covered) {
  const taken = [];
  const free = (box) => !taken.some((other) => meets(box, other));
  const placed = pins.map(({ centre, radius }) => {
    const at = standings(centre, radius).find((point) => free(body(point, !radius)));
    if (at) taken.push(body(at, !radius));
    return at || null;
  });
  return placed.map((at, index) => {
    if (!at) return { at, side: "", box: null };
    const boxes = nameBoxes(body(at, !pins[index].radius), pins[index].name, at.x);
    const sides = Object.keys(boxes).filter((one) => free(boxes[one]));
    const seen = (one) => within(boxes[one], view) && !covered.some((other) => meets(boxes[one], other));
    // Cut off at the edge, a name says less than none; beyond the edge it waits to be moved to.
    const beyond = !meets(body(at, !pins[index].radius), view);
    const side = sides.find(seen) || (beyond && sides[0]) || "";
    if (side) taken.push(boxes[side]);
    return { at, side, box: side ? boxes[side] : null };
  });
}
