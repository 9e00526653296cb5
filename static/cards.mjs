// Draws each illustration as the square picture that stands beside a shared link: the middle of it, and under it
// a strip of paper with our mark. No letters: whoever shows the card sets the page's name beside it, and a build
// should not depend on which fonts a machine has.
import { circle, fill, outlines, sheet, stroked } from "./painter.mjs";
import { png } from "./png.mjs";

const SIDE = 600; // pixels
const STRIP = 84; // of them the strip's, the parapet's band included
const BAND = 10;
const MARK = 58;
// Which part of a drawing too wide for a square is shown: 0 its left edge, 1 its right one.
const FOCUS = { "event-sport": 0.1 };
const PAPER = "#f7f3ea", OCHRE = "#9e3b2c";

// What drawings.css says of each class by day: the illustrations have no colours of their own.
function styles(css) {
  const day = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@media[^{]*\{[\s\S]*?\}\s*\}/g, "");
  const variables = {}, classes = {};
  for (const [, selectors, body] of day.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const said = Object.fromEntries(body.split(";").filter((one) => one.trim()).map((one) => one.split(/:(.*)/s).map((part) => part.trim())));
    if (selectors.trim() === ":root") { Object.assign(variables, said); continue; }
    for (const [, name] of selectors.matchAll(/\.([a-z0-9-]+)(?=\s*(?:,|$))/g)) classes[name] = { ...classes[name], ...said };
  }
  const meant = (value) => value?.replace(/var\(([^)]*)\)/, (_, name) => variables[name]);
  return (names) => {
    const said = Object.assign({ fill: "#000000" }, ...names.split(" ").map((name) => classes[name] ?? {}));
    return { ...said, fill: meant(said.fill), stroke: meant(said.stroke) };
  };
}

function colour(text, opacity) {
  const hex = text.slice(1), long = hex.length < 6 ? hex.replace(/./g, "$&$&") : hex;
  const [red, green, blue, alpha = 255] = long.match(/../g).map((pair) => parseInt(pair, 16));
  return { colour: [red, green, blue], opacity: (alpha / 255) * opacity };
}

// Paints an SVG of ours, its units times `unit`, its upper left corner at (left, top).
function draw(paper, svg, styleOf, unit, left, top) {
  const moves = [[0, 0]];
  for (const [, closing, name, text] of svg.matchAll(/<(\/?)(path|circle|g)\b([^>]*)>/g)) {
    if (closing) { moves.pop(); continue; }
    const value = (wanted) => text.match(new RegExp(`(?:^| )${wanted}="([^"]*)"`))?.[1];
    const [dx, dy] = moves.at(-1);
    if (name === "g") {
      const [x, y] = value("transform").match(/^translate\((\S+) (\S+)\)$/).slice(1).map(Number);
      moves.push([dx + x, dy + y]);
      continue;
    }
    const rings = name === "circle" ? [circle(...["cx", "cy", "r"].map((one) => Number(value(one))))] : outlines(value("d"), unit);
    const placed = (all) => all.map((ring) => ring.map(([x, y]) => [left + (x + dx) * unit, top + (y + dy) * unit]));
    paint(paper, rings, styleOf(value("class")), placed);
  }
}

function paint(paper, rings, said, placed) {
  const opacity = Number(said.opacity ?? 1);
  if (said.fill !== "none") fill(paper, { rings: placed(rings), ...colour(said.fill, opacity) });
  if (!said.stroke) return;
  const dashes = said["stroke-dasharray"]?.split(" ").map(Number);
  const line = stroked(rings, Number(said["stroke-width"]), { dashes, blunt: said["stroke-linecap"] === "butt" });
  fill(paper, { rings: placed(line), ...colour(said.stroke, opacity) });
}

const box = (left, top, right, bottom) => [[[left, top], [right, top], [right, bottom], [left, bottom]]];

function card(svg, mark, styleOf, focus = 0.5) {
  const paper = sheet(SIDE, colour(PAPER, 1).colour), height = SIDE - STRIP;
  const [wide, high] = svg.match(/viewBox="0 0 (\d+) (\d+)"/).slice(1).map(Number);
  const unit = Math.max(SIDE / wide, height / high);
  draw(paper, svg, styleOf, unit, (SIDE - wide * unit) * focus, (height - high * unit) / 2);
  fill(paper, { rings: box(0, height, SIDE, SIDE), ...colour(PAPER, 1) });
  fill(paper, { rings: box(0, height, SIDE, height + BAND), ...colour(OCHRE, 1) });
  draw(paper, mark, styleOf, MARK / 24, (SIDE - MARK) / 2, height + BAND + (STRIP - BAND - MARK) / 2);
  return png(paper);
}

// The files to be made of illustrations, given as pairs of name and SVG.
export const cards = (drawings, mark, css) => {
  const styleOf = styles(css);
  return drawings.map(([name, svg]) => [`${name}.png`, card(svg, mark, styleOf, FOCUS[name])]);
};
