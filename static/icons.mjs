// Draws icon.svg as the PNG files that phones ask for.
import { fill, outlines, sheet } from "./painter.mjs";
import { png } from "./png.mjs";

const SIDE = 512; // of the icon's view box
const SAFE = 0.8; // a maskable icon keeps what matters within a circle of this share

const shapes = (svg) =>
  [...svg.matchAll(/<path ([^>]*)\/>/g)].map(([, text]) => {
    const value = (name) => text.match(new RegExp(`(?:^| )${name}="([^"]*)"`))?.[1];
    const colour = value("fill").slice(1).match(/../g).map((pair) => parseInt(pair, 16));
    return { colour, opacity: Number(value("opacity") ?? 1), rings: outlines(value("d")) };
  });

// Towards the middle, but what reaches an edge of the icon goes on doing so.
const drawnIn = (v, share) => (v <= 0 || v >= SIDE ? v : SIDE / 2 + (v - SIDE / 2) * share);

function drawn(svg, size, share) {
  const paper = sheet(size, [255, 255, 255]), unit = size / SIDE;
  for (const shape of shapes(svg)) {
    const rings = shape.rings.map((ring) => ring.map((point) => point.map((v) => drawnIn(v, share) * unit)));
    fill(paper, { ...shape, rings });
  }
  return png(paper);
}

// The files to be made of an icon: name and content.
export const icons = (svg) => [
  ["icon-180.png", drawn(svg, 180, 1)],
  ["icon-192.png", drawn(svg, 192, 1)],
  ["icon-512.png", drawn(svg, 512, 1)],
  ["icon-maskable.png", drawn(svg, 512, SAFE)],
];
