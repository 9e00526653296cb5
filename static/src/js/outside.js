// WeChat saves no files and knows no webcal: whoever asks for one there is told how to get it in a browser.
const FILE = /\.(ics|gpx|csv|xlsx)$/;

// The address of the file that was asked for; `data-file` marks what its address does not tell.
function fileAskedFor({ target, type }) {
  if (type === "submit") return "file" in target.dataset ? `${target.action}?${new URLSearchParams(new FormData(target))}` : "";
  const link = target.closest("a[href]");
  if (!link || link.closest(".outside")) return "";
  if (link.protocol === "webcal:") return link.href.replace("webcal:", location.protocol);
  return link.hasAttribute("download") || "file" in link.dataset || FILE.test(link.pathname) ? link.href : "";
}

async function copy(field) {
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value).catch(() => mark(field));
  else mark(field);
}

// As old browsers copy: what is marked.
function mark(field) {
  field.focus();
  field.setSelectionRange(0, field.value.length);
  document.execCommand("copy");
}

function show(dialog, address) {
  const before = document.activeElement, [field, ...others] = dialog.querySelectorAll("input, button, a");
  const [button, here, done] = others, words = button.textContent;
  const close = () => {
    dialog.hidden = true;
    button.textContent = words;
    dialog.onclick = dialog.onkeydown = null;
    if (before) before.focus();
  };
  field.value = here.href = address;
  dialog.hidden = false;
  button.focus();
  dialog.onclick = ({ target }) => {
    if (target === button) copy(field).then(() => { button.textContent = button.dataset.done; });
    else if ([dialog, here, done].includes(target)) close();
  };
  dialog.onkeydown = (event) => {
    const { key, shiftKey, target } = event;
    if (key === "Escape") close();
    const last = shiftKey ? field : done;
    if (key !== "Tab" || target !== last) return;
    event.preventDefault();
    (shiftKey ? done : field).focus();
  };
}

/** Listen to the whole page; for inside WeChat alone. */
export function outside() {
  const ask = (event) => {
    const dialog = document.querySelector(".outside");
    const address = dialog && fileAskedFor(event);
    if (!address) return;
    event.preventDefault();
    show(dialog, address);
  };
  document.addEventListener("click", ask);
  document.addEventListener("submit", ask);
}
