// 离线带走: keeps the whole guide on this phone, says what is kept, and removes it again.
import { canKeep } from "./offline/can-keep.js";
import { asOf, prefix, READ } from "./offline/names.js";
import { forget, guideOf, takeAlong } from "./offline/keeping.js";
import { age, megabytes, when } from "./offline/words.js";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function widget(box) {
  const { root, language, guide } = box.dataset, words = JSON.parse(box.dataset.words);
  const part = (name) => box.querySelector(`[data-part="${name}"]`);
  const say = (text, wrong) => {
    part("state").textContent = text;
    part("state").classList.toggle("is-wrong", Boolean(wrong));
  };

  async function show() {
    const kept = await guideOf(root, language);
    part("save").textContent = kept ? words.again : words.save;
    // Pages once read are told of, and can be removed, where they are listed.
    part("remove").hidden = !kept && !(document.querySelector("[data-kept]") && (await somethingRead(root)));
    if (kept) say(fill(words.kept, { n: kept.items.filter((one) => one.title).length, size: megabytes(kept.bytes), time: when(kept.saved), age: age(kept.saved, words) }));
    else say(words.nothing);
    await list(root, language, kept);
  }

  async function save() {
    const bar = part("progress");
    part("save").disabled = true;
    bar.hidden = false;
    bar.value = 0;
    say(words.fetching);
    try {
      await takeAlong({ root, language, guide }, (done, all) => {
        bar.value = done / all;
        say(fill(words.progress, { done: megabytes(done), all: megabytes(all) }));
      });
      await show();
    } catch (error) {
      const kept = await guideOf(root, language).catch(() => null);
      const why = error.name === "QuotaExceededError" ? words.full : navigator.onLine ? words.failed : words.noNetwork;
      say(kept ? `${why} ${fill(words.stays, { time: when(kept.saved) })}` : why, true);
    }
    bar.hidden = true;
    part("save").disabled = false;
  }

  part("save").addEventListener("click", save);
  part("remove").addEventListener("click", async () => {
    await forget(root);
    await show();
    say(words.removed);
  });
  show()
    .then(() => { part("save").disabled = false; })
    .catch(() => delete document.documentElement.dataset.keeps); // a private window keeps nothing
}

const somethingRead = async (root) => (await (await caches.open(prefix(root) + READ)).keys()).length > 0;

function entry(address, title, note) {
  const line = document.createElement("li"), link = document.createElement("a");
  line.append(Object.assign(link, { href: address, textContent: title }));
  if (note) line.append(Object.assign(document.createElement("small"), { textContent: note }));
  return line;
}

// Everything that opens without a network, by name; only on the page of its own.
async function list(root, language, kept) {
  const box = document.querySelector("[data-kept]");
  if (!box) return;
  const pages = kept ? kept.items.filter((one) => one.title && one.address !== location.pathname) : [];
  const inGuide = new Set(pages.map((one) => new URL(one.address, location.href).href));
  const put = (name, lines) => {
    box.querySelector(`[data-part=${name}]`).textContent = "";
    box.querySelector(`[data-part=${name}]`).append(...lines);
  };
  put("guide", pages.map((one) => entry(one.address, one.title)));
  const cache = await caches.open(prefix(root) + READ), read = [];
  for (const { url } of (await cache.keys()).reverse()) {
    if (inGuide.has(url) || url === location.href.split("#")[0]) continue;
    const copy = await cache.match(url, { ignoreVary: true });
    const page = new DOMParser().parseFromString(await copy.text(), "text/html");
    const line = entry(url, page.title.split(" · ")[0], when(asOf(copy)));
    line.firstChild.lang = page.documentElement.lang;
    read.push(line);
  }
  put("read", read);
  for (const part of box.querySelectorAll("section")) part.hidden = !part.querySelector("li");
}

for (const box of document.querySelectorAll("[data-take-along]")) {
  if (canKeep()) widget(box);
}
