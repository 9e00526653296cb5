// The font of Mongolian script with the letters of the Mongolian language alone: a fifth of it, and every form they take.
import { readFile } from "node:fs/promises";
import subset from "subset-font";

const WHOLE = "node_modules/@fontsource/noto-sans-mongolian/files/noto-sans-mongolian-mongolian-400-normal.woff2";
// Punctuation; what joins, parts and varies letters; the letters of Hudum; what holds suffixes. As in tokens.css.
const HUDUM = [[0x1802, 0x1804], [0x180a, 0x180f], [0x1820, 0x1842], [0x202f, 0x202f]];

const letters = HUDUM.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at))).join("");

/** For a style sheet's url("hudum:"). Hints are left out: they sharpen lying lines on coarse screens, and these stand. */
export const hudum = {
  name: "hudum",
  setup(build) {
    build.onResolve({ filter: /^hudum:$/ }, () => ({ path: "noto-sans-mongolian-hudum.woff2", namespace: "hudum" }));
    build.onLoad({ filter: /./, namespace: "hudum" }, async () => {
      const whole = await readFile(WHOLE);
      return { contents: await subset(whole, letters, { targetFormat: "woff2", noHinting: true, dropTables: ["GPOS", "gasp", "vhea", "vmtx"] }), loader: "file" };
    });
  },
};
