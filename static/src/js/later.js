// What a page needs only once it is there.

/** Start when everything that the page itself needs has come. */
export function afterLoad(start) {
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
}

/** Fetch the script of a part when the reader is a screen away from it. */
export function later(part) {
  const near = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    near.disconnect();
    document.head.append(Object.assign(document.createElement("script"), { src: part.dataset.script }));
  }, { rootMargin: "100%" });
  afterLoad(() => near.observe(part));
}
