// Paints flat shapes onto square pixels: what icons and share cards are drawn with. It knows the commands of
// paths that our drawings use; anything else stops the build.

const SMOOTH = 4; // samples of a pixel, each way
const MOST_STEPS = 24; // of a curve
const ROUND = 10; // corners of a line's round end

// A piece of a path on its way: lists of points, and whether each list comes back to where it began.
class Outlines {
  constructor(unit) {
    this.rings = [];
    this.unit = unit; // pixels of a unit: how finely curves are cut
    this.x = this.y = 0;
  }

  go(x, y) { this.ring.push([(this.x = x), (this.y = y)]); }

  begin(x, y) { this.rings.push((this.ring = Object.assign([], { closed: false }))); this.go(x, y); }

  close() {
    this.ring.closed = true;
    [this.x, this.y] = this.ring[0];
  }

  // A curve of three or four points, the first of which is where we are.
  bend(...points) {
    const all = [[this.x, this.y], ...points];
    const length = all.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - all[i][0], y - all[i][1]), 0);
    const steps = Math.min(MOST_STEPS, 2 + Math.ceil((length * this.unit) / 4));
    for (let step = 1; step <= steps; step++) this.go(...between(all, step / steps));
  }

  // An arc of a circle (SVG 1.1, F.6.5); ours have no ellipses.
  arc(r, large, sweep, x, y) {
    const [fromX, fromY] = [this.x, this.y], dx = (fromX - x) / 2, dy = (fromY - y) / 2, half = Math.hypot(dx, dy);
    const radius = Math.max(r, half);
    const off = (large === sweep ? -1 : 1) * Math.sqrt(radius * radius - half * half) / half;
    const cx = (fromX + x) / 2 + off * dy, cy = (fromY + y) / 2 - off * dx;
    const start = Math.atan2(fromY - cy, fromX - cx);
    let turn = Math.atan2(y - cy, x - cx) - start;
    if (sweep && turn < 0) turn += 2 * Math.PI;
    if (!sweep && turn > 0) turn -= 2 * Math.PI;
    for (let step = 1; step <= MOST_STEPS; step++) {
      const angle = start + (turn * step) / MOST_STEPS;
      this.go(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
    }
  }
}

// De Casteljau: halve, and halve again.
function between(points, t) {
  if (points.length === 1) return points[0];
  const nearer = points.slice(1).map(([x, y], i) => [points[i][0] + (x - points[i][0]) * t, points[i][1] + (y - points[i][1]) * t]);
  return between(nearer, t);
}

// The outlines of a path; `unit` is how many pixels one of its units will be.
export function outlines(path, unit = 1) {
  const words = path.match(/[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)/g);
  const made = new Outlines(unit);
  let command = "", at = 0, mirror = null;
  const number = () => Number(words[at++]);
  while (at < words.length) {
    if (/[a-zA-Z]/.test(words[at])) command = words[at++];
    const near = command === command.toLowerCase(), fromX = near ? made.x : 0, fromY = near ? made.y : 0;
    const point = () => [fromX + number(), fromY + number()];
    const before = mirror, opposite = () => (before ? [2 * made.x - before[0], 2 * made.y - before[1]] : [made.x, made.y]);
    mirror = null;
    switch (command.toLowerCase()) {
      case "m": made.begin(...point()); command = near ? "l" : "L"; break;
      case "l": made.go(...point()); break;
      case "h": made.go(fromX + number(), made.y); break;
      case "v": made.go(made.x, fromY + number()); break;
      case "q": mirror = point(); made.bend(mirror, point()); break;
      case "t": mirror = opposite(); made.bend(mirror, point()); break;
      case "c": { const first = point(); mirror = point(); made.bend(first, mirror, point()); break; }
      case "s": { const first = opposite(); mirror = point(); made.bend(first, mirror, point()); break; }
      case "a": { const [r, , , large, sweep] = [number(), number(), number(), number(), number()]; made.arc(r, large, sweep, ...point()); break; }
      case "z": made.close(); break;
      default: throw new Error(`a path's command ${command} is not drawn here`);
    }
  }
  return made.rings;
}

export const circle = (x, y, r, corners = 48) =>
  Object.assign(Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  }), { closed: true });

// A line as shapes to fill: its straight pieces and, unless it is blunt, its round corners and ends.
export function stroked(rings, width, { dashes = null, blunt = false } = {}) {
  const lines = rings.map((ring) => (ring.closed ? [...ring, ring[0]] : ring));
  const pieces = dashes ? lines.flatMap((line) => dashed(line, dashes)) : lines;
  return pieces.flatMap((line) => [
    ...line.slice(1).flatMap((to, i) => straight(line[i], to, width / 2)),
    ...(blunt ? [] : line.map(([x, y]) => circle(x, y, width / 2, ROUND))),
  ]);
}

function straight([x1, y1], [x2, y2], half) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (!length) return [];
  const nx = ((y2 - y1) / length) * half, ny = (-(x2 - x1) / length) * half;
  // The same way round as a circle is, so that what overlaps adds up instead of cutting out.
  return [[[x1 + nx, y1 + ny], [x2 + nx, y2 + ny], [x2 - nx, y2 - ny], [x1 - nx, y1 - ny]]];
}

function dashed(line, [on, off]) {
  const pieces = [];
  let left = on, drawing = true, piece = [line[0]];
  for (let i = 1, from = line[0]; i < line.length;) {
    const to = line[i], length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length < left) {
      left -= length;
      if (drawing) piece.push(to);
      from = to;
      i++;
      continue;
    }
    from = [from[0] + ((to[0] - from[0]) * left) / length, from[1] + ((to[1] - from[1]) * left) / length];
    if (drawing) pieces.push([...piece, from]);
    drawing = !drawing;
    piece = [from];
    left = drawing ? on : off;
  }
  return drawing && piece.length > 1 ? [...pieces, piece] : pieces;
}

// Square pixels of one colour (three shares of 0–255) to paint on.
export function sheet(size, colour) {
  const pixels = new Float64Array(3 * size * size);
  for (let at = 0; at < pixels.length; at++) pixels[at] = colour[at % 3];
  return { size, pixels };
}

// Fills what the rings (in pixels) enclose, by non-zero winding.
export function fill({ size, pixels }, { rings, colour, opacity = 1 }) {
  crossings(rings, size * SMOOTH).forEach((lines, row) => {
    const shares = covered(lines, size);
    for (let x = 0; x < size; x++) {
      if (!shares[x]) continue;
      const at = 3 * (row * size + x), share = shares[x] * opacity;
      for (let channel = 0; channel < 3; channel++) pixels[at + channel] += (colour[channel] - pixels[at + channel]) * share;
    }
  });
}

// For each row of pixels that the shape reaches: for each of its lines of samples, where it is crossed and which way.
function crossings(rings, most) {
  const rows = new Map();
  for (const ring of rings) {
    for (let index = 0; index < ring.length; index++) {
      const [x1, y1] = ring[index], [x2, y2] = ring[(index + 1) % ring.length];
      const first = Math.max(0, Math.ceil(Math.min(y1, y2) * SMOOTH - 0.5));
      const last = Math.min(most, Math.ceil(Math.max(y1, y2) * SMOOTH - 0.5));
      for (let line = first; line < last; line++) {
        const row = Math.floor(line / SMOOTH), slope = (x2 - x1) / (y2 - y1);
        if (!rows.has(row)) rows.set(row, Array.from({ length: SMOOTH }, () => []));
        rows.get(row)[line % SMOOTH].push([x1 + slope * ((line + 0.5) / SMOOTH - y1), y1 < y2 ? 1 : -1]);
      }
    }
  }
  return rows;
}

// Which share of each pixel of a row is inside.
function covered(lines, size) {
  const shares = new Float64Array(size);
  for (const line of lines) {
    line.sort((one, other) => one[0] - other[0]);
    for (let index = 0, turns = 0; index + 1 < line.length; index++) {
      turns += line[index][1];
      if (!turns) continue;
      const left = Math.max(0, line[index][0]), right = Math.min(size, line[index + 1][0]);
      for (let x = Math.floor(left); x < right; x++) shares[x] += (Math.min(x + 1, right) - Math.max(x, left)) / SMOOTH;
    }
  }
  return shares;
}
