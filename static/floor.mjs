// The oldest browsers served: WeChat's on Android (Chrome 86), and iOS 13. What they miss and esbuild does not
// lower is lowered here, as the source keeps to logical properties and to what reads well.
import { readFile } from "node:fs/promises";
import { parse } from "acorn";

export const TARGET = ["chrome86", "safari13"];
const ECMASCRIPT = 2019; // what both of them parse: no ?., ??, class fields, top-level await
const SIDES = { "inline-start": "left", "inline-end": "right", "block-start": "top", "block-end": "bottom" };
const OLD = "not (inset:0)"; // Chrome before 87, Safari before 14.1
const OLD_SAFARI = `(-webkit-touch-callout:none) and (${OLD})`; // has no gap between flexible items

/** Parts of a text between top-level separators; those in brackets and quotes do not count. */
function split(text, separator) {
  const parts = [""];
  let depth = 0, quote = "";
  for (const letter of text) {
    if (quote) quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ("([".includes(letter)) depth += 1;
    else if (")]".includes(letter)) depth -= 1;
    if (!depth && !quote && separator.test(letter)) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** `:is(a, b) c` as `a c, b c`, and `:not(a, b)` as `:not(a):not(b)`. */
function plain(selector) {
  const found = /:(is|not)\(/.exec(selector);
  if (!found) return [selector];
  let end = found.index + found[0].length, depth = 1;
  for (; depth; end += 1) depth += { "(": 1, ")": -1 }[selector[end]] || 0;
  const before = selector.slice(0, found.index), after = selector.slice(end);
  const inside = split(selector.slice(found.index + found[0].length, end - 1), /,/);
  const rests = plain(after);
  if (found[1] === "not") return rests.map((rest) => before + inside.flatMap(plain).map((one) => `:not(${one})`).join("") + rest);
  return inside.flatMap((one) => plain(joined(before, one))).flatMap((one) => rests.map((rest) => one + rest));
}

// A type goes before what it is joined to: `.a:is(b)` is `b.a`, but `.a :is(b)` has a gap.
const joined = (before, one) => (/^[a-z]/.test(one) ? before.replace(/([^\s>+~,(]*)$/, (end) => one + end) : before + one);

/** One declaration as those that say the same in longer words. */
function longhand([name, value]) {
  const both = /^((?:scroll-)?(?:margin|padding)|inset)-(inline|block)$/.exec(name);
  if (both) {
    const [first, last = first] = split(value, /\s/);
    return [[`${name}-start`, first], [`${name}-end`, last]];
  }
  const border = /^(border-(?:inline|block))(|-color|-width|-style)$/.exec(name);
  if (border) return ["start", "end"].map((side) => [`${border[1]}-${side}${border[2]}`, value]);
  if (name === "inset") {
    const [top, right = top, bottom = top, left = right] = split(value, /\s/);
    return Object.entries({ top, right, bottom, left });
  }
  if (name === "overflow-wrap" && value === "anywhere") return [["word-break", "break-word"], [name, value]];
  if (name === "float" && value.startsWith("inline-")) return [[name, SIDES[value]], [name, value]];
  return [[name, value]];
}

function declarations(body) {
  return split(body, /;/).map((one) => {
    const colon = one.indexOf(":");
    return [one.slice(0, colon).trim(), one.slice(colon + 1).trim()];
  });
}

const written = (all) => all.map(([name, value]) => `${name}: ${value}`).join("; ");

// esbuild lowers a colour where it stands alone, not within a gradient.
const BLANKS = /rgba?\(([\d.]+) ([\d.]+) ([\d.]+) \/ ([\d.]+%?)\)/g;

/** A style sheet in words that the oldest browsers know; its comments are gone. */
export function lowered(css) {
  const apart = [];
  const known = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(BLANKS, "rgba($1, $2, $3, $4)");
  const rules = known.replace(/([^{};]+)\{([^{}]*)\}/g, (whole, head, body) => {
    if (head.trim().startsWith("@")) return whole;
    const selectors = split(head, /,/).flatMap(plain), all = declarations(body).flatMap(longhand), selector = selectors.join(", ");
    const beside = all.filter(([name]) => name.startsWith("inset-")).map(([name, value]) => [SIDES[name.slice(6)], value]);
    if (all.some(([name, value]) => name === "display" && value.endsWith("flex")) && all.some(([name]) => /^(column-)?gap$/.test(name)))
      apart.push(...selectors.filter((one) => !one.includes("::")).map((one) => `${one} > *`));
    return `${selector} { ${written(all)} }${beside.length ? ` @supports ${OLD} { ${selector} { ${written(beside)} } }` : ""}`;
  });
  return rules + (apart.length ? `\n@supports ${OLD_SAFARI} { ${apart.join(", ")} { margin-inline-end: 0.5em } }` : "");
}

/** The part of esbuild that reads style sheets. */
export const lowering = {
  name: "floor",
  setup(build) {
    build.onLoad({ filter: /\/src\/css\/.*\.css$/ }, async ({ path }) => ({ contents: lowered(await readFile(path, "utf8")), loader: "css" }));
  },
};

// Words that would break a page where they are not known: what they are in is dropped whole.
const UNKNOWN = [
  [/:is\(|:where\(/, ":is"], [/[{;](?:margin|padding)-(?:inline|block):/, "a logical shorthand"], [/[{;]inset:/, "inset"],
  [/@container|@layer|@scope|[{};]\s*&/, "a newer rule"], [/[\d.][dsl]v[hwib]\b/, "dvh without vh before it"], [/rgba?\([^(),]* \//, "rgb with blanks"],
  [/@media[^{]*[<>]/, "a range"], [/:not\([^()]*,/, ":not with a list"],
];

const FALLS_BACK = /([\w-]+):[\d.]+v[hwib];\1:[\d.]+[dsl]v[hwib]/g;

/** Refuse what the oldest browsers would not read. */
export function check(name, text) {
  if (name.endsWith(".js")) parse(text, { ecmaVersion: ECMASCRIPT });
  if (!name.endsWith(".css")) return;
  const rest = text.replace(FALLS_BACK, "");
  const found = UNKNOWN.find(([sign]) => sign.test(rest));
  if (found) throw new Error(`${name}: ${found[1]} is too new: …${rest.slice(Math.max(0, rest.search(found[0]) - 40)).slice(0, 90)}…`);
}
