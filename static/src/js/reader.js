// How this reader wants the pages: words in a cookie, which the html element wears as data-reader.
const html = document.documentElement;
const YEAR_S = 365 * 24 * 3600;
const IN_LANGUAGE = /^in-/;

/** The words that were chosen before, on this phone. */
export function words() {
  const found = /(?:^|; )reader=([\w.-]*)/.exec(document.cookie);
  return found ? found[1].split(".").filter(Boolean) : [];
}

/** Dress the page; the style sheet knows the words. */
export function dress() {
  html.dataset.reader = words().join(" ");
}

/** Keep these words instead; a language that was chosen stays unless they name another. */
export function keep(wanted) {
  const named = wanted.some((word) => IN_LANGUAGE.test(word));
  const kept = wanted.concat(named ? [] : words().filter((word) => IN_LANGUAGE.test(word)));
  const form = document.querySelector("[data-path]");
  const age = kept.length ? YEAR_S : 0;
  document.cookie = `reader=${kept.join(".")}; path=${form.dataset.path}; max-age=${age}; samesite=lax`;
  // Some browsers forget after a week what a script keeps, and not what a server does. Offline it is enough.
  const said = new URLSearchParams({ script: "1", reader: kept.join(".") });
  if (navigator.sendBeacon) navigator.sendBeacon(form.action, said);
  dress();
}

/** The switch and the settings act at once, without loading the page again. */
export function readerForm(form) {
  let pressed = null; // Safari tells no submitter
  form.addEventListener("click", ({ target }) => { pressed = target.closest("button") || pressed; });
  const act = () => {
    const chosen = new FormData(form).getAll("reader");
    if (pressed && pressed.name) chosen.push(pressed.value);
    keep(chosen.join(".").split(".").filter(Boolean));
    document.dispatchEvent(new Event("reader"));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
    scrollTo(0, 0);
    // The button that was pressed has gone: its counterpart has the focus.
    const other = [...form.querySelectorAll("button")].find((button) => button.offsetParent);
    if (pressed && !pressed.offsetParent && other) other.focus();
  });
  if (form.dataset.atOnce === undefined) return;
  const show = () => {
    const now = words();
    for (const input of form.elements) if (input.name === "reader" && input.value) input.checked = now.includes(input.value);
    const sizes = [...form.querySelectorAll("[type=radio]")];
    if (!sizes.some((size) => size.checked)) sizes[0].checked = true;
  };
  form.addEventListener("change", () => { pressed = null; act(); });
  document.addEventListener("reader", show);
  show(); // a page that comes back from the browser's memory
}
