// Draws icon.svg as the PNG files that phones ask for: flat shapes of straight lines and quadratic curves,
// which is all the icon has. Anything else in its paths stops the build.
import { deflateSync } from "node:zlib";

const SIDE = 512; // of the icon's view box
const SMOOTH = 4; // samples of a pixel, each way
const CURVE_STEPS = 24;
const SAFE = 0.8; // a maskable icon keeps what matters within a circle of this share

// The outlines of a path: lists of points.
function outlines(path) {
  const words = path.match(/[a-zA-Z]|-?\d*\.?\d+/g);
  const rings = [];
  let ring = [], x = 0, y = 0, command = "", at = 0, bend = null;
  const go = (nextX, nextY) => ring.push([(x = nextX), (y = nextY)]);
  const number = () => Number(words[at++]);
  while (at < words.length) {
    if (/[a-zA-Z]/.test(words[at])) command = words[at++];
    const near = command === command.toLowerCase(), fromX = near ? x : 0, fromY = near ? y : 0;
    const bent = bend && [2 * x - bend[0], 2 * y - bend[1]];
    bend = null;
    switch (command.toLowerCase()) {
      case "m": rings.push((ring = [])); go(fromX + number(), fromY + number()); command = near ? "l" : "L"; break;
      case "l": go(fromX + number(), fromY + number()); break;
      case "h": go(fromX + number(), y); break;
      case "v": go(x, fromY + number()); break;
      case "q": curve(go, [x, y], (bend = [fromX + number(), fromY + number()]), [fromX + number(), fromY + number()]); break;
      case "t": curve(go, [x, y], (bend = bent), [fromX + number(), fromY + number()]); break;
      case "z": [x, y] = ring[0]; break;
      default: throw new Error(`icon.svg: the command ${command} is not drawn here`);
    }
  }
  return rings;
}

function curve(go, [x0, y0], [x1, y1], [x2, y2]) {
  for (let step = 1; step <= CURVE_STEPS; step++) {
    const t = step / CURVE_STEPS, u = 1 - t;
    go(u * u * x0 + 2 * u * t * x1 + t * t * x2, u * u * y0 + 2 * u * t * y1 + t * t * y2);
  }
}

const shapes = (svg) =>
  [...svg.matchAll(/<path ([^>]*)\/>/g)].map(([, text]) => {
    const value = (name) => text.match(new RegExp(`(?:^| )${name}="([^"]*)"`))?.[1];
    const colour = value("fill").slice(1).match(/../g).map((pair) => parseInt(pair, 16));
    return { colour, opacity: Number(value("opacity") ?? 1), rings: outlines(value("d")) };
  });

// Towards the middle, but what reaches an edge of the icon goes on doing so.
const drawnIn = (v, share) => (v <= 0 || v >= SIDE ? v : SIDE / 2 + (v - SIDE / 2) * share);

// Where a line of samples enters and leaves a shape, from left to right (non-zero winding).
function spans(rings, y) {
  const crossings = [];
  for (const ring of rings) {
    ring.forEach(([x1, y1], index) => {
      const [x2, y2] = ring[(index + 1) % ring.length];
      if (y1 <= y !== y2 <= y) crossings.push([x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), y1 < y2 ? 1 : -1]);
    });
  }
  crossings.sort((one, other) => one[0] - other[0]);
  let turns = 0;
  return crossings.flatMap(([x, turn], index) => ((turns += turn) ? [[x, crossings[index + 1][0]]] : []));
}

function paint(pixels, size, { colour, opacity, rings }) {
  const unit = size / SIDE;
  for (let row = 0; row < size; row++) {
    const covered = new Float64Array(size);
    for (let sample = 0; sample < SMOOTH; sample++) {
      for (const [from, to] of spans(rings, (row + (sample + 0.5) / SMOOTH) / unit)) {
        const left = Math.max(0, from * unit), right = Math.min(size, to * unit);
        for (let x = Math.floor(left); x < right; x++) covered[x] += (Math.min(x + 1, right) - Math.max(x, left)) / SMOOTH;
      }
    }
    covered.forEach((share, x) => {
      if (!share) return;
      const at = 3 * (row * size + x);
      colour.forEach((value, channel) => { pixels[at + channel] += (value - pixels[at + channel]) * share * opacity; });
    });
  }
}

// PNG's check sum; Node has one of its own from 20.15 on.
function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function png(pixels, size) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8); // eight bits, red green blue
  const lines = Buffer.alloc(size * (3 * size + 1));
  for (let row = 0; row < size; row++) {
    lines.set([...pixels.subarray(3 * size * row, 3 * size * (row + 1))].map(Math.round), row * (3 * size + 1) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(lines, { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function drawn(svg, size, share) {
  const pixels = new Float64Array(3 * size * size).fill(255);
  for (const shape of shapes(svg)) {
    const rings = shape.rings.map((ring) => ring.map(([x, y]) => [drawnIn(x, share), drawnIn(y, share)]));
    paint(pixels, size, { ...shape, rings });
  }
  return png(pixels, size);
}

// The files to be made of an icon: name and content.
export const icons = (svg) => [
  ["icon-180.png", drawn(svg, 180, 1)],
  ["icon-192.png", drawn(svg, 192, 1)],
  ["icon-512.png", drawn(svg, 512, 1)],
  ["icon-maskable.png", drawn(svg, 512, SAFE)],
];
