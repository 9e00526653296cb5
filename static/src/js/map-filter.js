// Lets a reader switch the kind of places or events without a new page; the links do the same without this.
async function pageAt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function refill(holder, fresh) {
  holder.textContent = "";
  holder.append(...fresh.childNodes);
}

/** Follow the filter's links inside the page; `changed` is called when the list holds other rows. */
export function followFilter(list, words, say, changed) {
  const filters = document.querySelector("[data-filters]");
  if (!filters) return;
  const go = async (address) => {
    const page = await pageAt(address);
    const active = document.activeElement && document.activeElement.getAttribute("href");
    refill(list, page.querySelector("[data-list]"));
    const rows = () => [...filters.querySelectorAll("ul")];
    const scrolled = rows().map((row) => row.scrollLeft);
    refill(filters, page.querySelector("[data-filters]"));
    rows().forEach((row, index) => { row.scrollLeft = scrolled[index] || 0; });
    refill(document.querySelector(".top-tools"), page.querySelector(".top-tools")); // the other language, filtered alike
    document.querySelector("h1").textContent = page.querySelector("h1").textContent;
    document.title = page.title;
    const again = active && filters.querySelector(`a[href="${CSS.escape(active)}"]`);
    if (again) again.focus({ preventScroll: true });
    say("");
    changed();
  };
  filters.addEventListener("click", async (click) => {
    const link = click.target.closest("a");
    if (!link || click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    try {
      await go(link.href);
      history.pushState({ filter: true }, "", link.href);
    } catch {
      say(words.failed);
    }
  });
  addEventListener("popstate", () => { if (!location.hash) go(location.href).catch(() => location.reload()); });
}
