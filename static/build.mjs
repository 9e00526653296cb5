// Makes build/ out of src/: hashed names, a manifest, and compressed neighbours for every text file.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import esbuild from "esbuild";
import { cards } from "./cards.mjs";
import { check, lowering, TARGET } from "./floor.mjs";
import { hudum } from "./fonts.mjs";
import { icons } from "./icons.mjs";

process.chdir(dirname(fileURLToPath(import.meta.url)));
const OUT = "build";
const DRAWINGS = "../webapp/templates/drawings";
const SHARED = /^(?!(season|empty|no|not|mark)\b).*\.svg$/; // those that stand for a place, an event or all of us
const ENTRIES = ["src/css/app.css", "src/css/bureau.css", "src/css/map.css", "src/css/offline.css", "src/css/poster.css", "src/css/race.css", "src/css/reader.css", "src/css/vertical.css", "src/css/visits.css", "src/js/bureau.js", "src/js/main.js", "src/js/map.js", "src/js/offline.js", "src/js/race.js", "src/js/survey.js", "src/js/sw.js", "src/js/vertical.js", "src/js/wechat.js"];
const TEXT = new Set([".css", ".js", ".svg", ".json", ".txt", ".webmanifest"]);

async function bundle() {
  const { metafile } = await esbuild.build({
    entryPoints: ENTRIES,
    outdir: OUT,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    plugins: [lowering, hudum],
    // Safari 13 fails only in a corner of destructuring that nobody writes; esbuild would refuse it all.
    supported: { destructuring: true },
    charset: "utf8",
    legalComments: "eof",
    loader: { ".svg": "file", ".png": "file", ".webp": "file", ".avif": "file", ".woff2": "file" },
    logLevel: "warning",
    metafile: true,
  });
  for (const path of Object.keys(metafile.outputs)) if (/\.(js|css)$/.test(path)) check(path, await readFile(path, "utf8"));
  // What a style sheet's url() brought in has no name of its own; it is listed because it is served.
  // A font has: a page asks for it before its style sheet does.
  return Object.entries(metafile.outputs).map(([path, { entryPoint }]) => {
    const file = relative(OUT, path);
    return [entryPoint ? basename(entryPoint) : file.replace(/-\w{8}(?=\.woff2$)/, ""), file];
  });
}

// Comments and indentation only: whatever is between tags may be style or text.
const slim = (svg) => svg.replace(/<!--[\s\S]*?-->/g, "").replace(/\s*\n\s*/g, "\n").trim();

async function image(path) {
  const content = await readFile(join("src", path));
  return hashed(path, extname(path) === ".svg" ? Buffer.from(slim(content.toString())) : content);
}

async function hashed(path, content) {
  const ending = extname(path);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const name = `${path.slice(0, -ending.length)}-${hash}${ending}`;
  await mkdir(join(OUT, dirname(name)), { recursive: true });
  await writeFile(join(OUT, name), content);
  return [path, name];
}

const files = async (folder) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

async function compress(name) {
  const content = await readFile(join(OUT, name));
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(join(OUT, `${name}.br`), await promisify(brotliCompress)(content, best));
  await writeFile(join(OUT, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
  return [`${name}.br`, `${name}.gz`];
}

// esbuild has said by then what is wrong, and where.
const bundled = await bundle().catch((error) => { console.error(error.message); process.exit(1); });
const images = await Promise.all((await files("src/images")).map((path) => image(relative("src", path))));
const text = (path) => readFile(path, "utf8");
const shared = (await readdir(DRAWINGS)).filter((name) => SHARED.test(name)).sort();
const drawings = await Promise.all(shared.map(async (name) => [basename(name, ".svg"), await text(join(DRAWINGS, name))]));
const squares = cards(drawings, await text(join(DRAWINGS, "mark.svg")), await text("src/css/drawings.css"));
const drawn = [
  ...icons(await text("src/images/icon.svg")).map(([name, content]) => [`images/${name}`, content]),
  ...squares.map(([name, content]) => [`cards/${name}`, content]),
];
const pixels = await Promise.all(drawn.map(([name, content]) => hashed(name, content)));
const manifest = Object.fromEntries([...bundled, ...images, ...pixels]);
const kept = Object.values(manifest);
const packed = await Promise.all(kept.filter((name) => TEXT.has(extname(name))).map(compress));

// The files of the build before stay: a running server, and pages in caches, still ask for them.
const before = await readFile(join(OUT, "manifest.json"), "utf8").then(JSON.parse, () => ({}));
const stays = Object.values(before).flatMap((name) => [name, `${name}.br`, `${name}.gz`]);
// The manifest comes last and in one step, so that a starting server never reads half a build.
await writeFile(join(OUT, "manifest.new"), JSON.stringify(manifest, null, 1));
await rename(join(OUT, "manifest.new"), join(OUT, "manifest.json"));
const wanted = new Set([...kept, ...packed.flat(), ...stays, "manifest.json"]);
for (const path of await files(OUT)) if (!wanted.has(relative(OUT, path))) await rm(path);
