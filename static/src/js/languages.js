// Offers the page in the language that this reader chose, or that the browser speaks; never goes there by itself.
import { keep, words } from "./reader.js";

const html = document.documentElement;
const family = (tag) => tag.split("-")[0].toLowerCase().replace("mvf", "mn"); // the Mongolian of Inner Mongolia by another name
// mn-CN is written in another script than mn; phones too old to know that are told.
const script = (tag) => {
  try { return new Intl.Locale(tag).maximize().script; } catch { return /mvf|-(Mong|CN)\b/i.test(tag) ? "Mong" : "Cyrl"; }
};

function match(wanted, tags) {
  const close = tags.filter((tag) => family(tag) === family(wanted));
  return close.length > 1 ? close.find((tag) => script(tag) === script(wanted)) || close[0] : close[0];
}

/** Mark the page with the language to offer, before it is painted; gives what to do once it is there. */
export function offerLanguage() {
  const tags = (html.dataset.languages || "").split(" ");
  const chosen = words().map((word) => word.slice(3)).find((tag) => tags.includes(tag));
  const asked = chosen ? [chosen] : [...(navigator.languages || [navigator.language || ""])];
  const best = asked.map((wanted) => match(wanted, tags)).find(Boolean);
  if (best && best !== html.lang) html.dataset.offer = best;
  const choose = (tag) => keep([...words().filter((word) => !/^in-/.test(word)), `in-${tag}`]);
  return () => document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[hreflang]");
    if (link) choose(link.hreflang);
    if (!target.closest("[data-stay]")) return;
    choose(html.lang);
    delete html.dataset.offer;
    document.querySelector(".brand").focus();
  });
}
