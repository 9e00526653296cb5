// Saves a form by itself every few seconds while somebody writes. What has not arrived stays on this device.
const PAUSE = 3000;
const RETRY = 8000;
const LARGEST = 60000; // bytes that browsers send of a page that is being closed
const NOT_TEXT = ["csrf_token", "number", "saves"];

const values = (form) =>
  new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

function content(body) {
  const text = new URLSearchParams(body);
  for (const name of NOT_TEXT) text.delete(name);
  return text.toString();
}

export function autosave(form) {
  const { dataset } = form;
  const said = form.querySelector("[data-saved]");
  const device = copies(dataset.copy);
  let kept = "unkept" in dataset ? null : content(values(form));
  let timer = 0;
  let noting = 0;
  let sending = null;
  let unanswered = null;
  let refused = null;
  let pressed = null;

  const say = (text, more = []) => said.replaceChildren(text, ...more.flatMap((one) => [" ", one]));
  const unsaved = () => content(values(form)) !== kept;

  function note() {
    noting = clearTimeout(noting);
    if (unsaved()) device.keep(values(form));
  }

  function changed() {
    // Leaving a field is a change too: what was refused stays so, and its button in place.
    if (content(values(form)) === refused) return;
    if (unsaved()) say(dataset.unsaved);
    noting = noting || setTimeout(note, 400);
    if (!timer) timer = setTimeout(save, PAUSE);
  }

  function save() {
    timer = clearTimeout(timer);
    if (!sending && unsaved()) sending = send().finally(() => { sending = null; });
    return sending || Promise.resolve();
  }

  async function send() {
    // An answer may be lost on its way: the same is sent again, so that it is recognised.
    const body = unanswered || values(form);
    unanswered = body;
    device.keep(values(form));
    try {
      const [answer, told] = await post(dataset.autosave, body);
      unanswered = null;
      if (!told) say(dataset.signedOut, [link(dataset.signIn, dataset.again)]);
      else if (answer.ok) saved(told, content(body));
      else {
        refused = content(body);
        say(told.problem, told.merge ? [button(dataset.join)] : []);
      }
    } catch {
      say(dataset.failed);
      timer = timer || setTimeout(save, RETRY);
    }
  }

  function saved(told, text) {
    kept = text;
    form.elements.number.value = told.number;
    form.elements.saves.value = told.saves;
    form.setAttribute("action", told.save);
    dataset.autosave = told.autosave;
    if (location.pathname !== told.page) history.replaceState(null, "", told.page);
    device.forget();
    device.rename(told.copy);
    say(told.saved);
    if (unsaved()) changed();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("click", (click) => { pressed = click.target.closest("button"); });
  form.addEventListener("submit", (submit) => {
    if (!sending && (!unsaved() || content(values(form)) === refused)) return;
    const button = submit.submitter || pressed;
    submit.preventDefault();
    save().then(() => save()).then(() => {
      kept = content(values(form)); // the form itself brings what could not be sent
      press(form, button);
    });
  });
  for (const leaving of ["pagehide", "visibilitychange"]) {
    addEventListener(leaving, () => {
      note();
      if (document.visibilityState === "hidden") save();
    });
  }
  addEventListener("online", save);
  if (kept === null) changed();
  else offer(form, device, kept);
}

async function post(address, body) {
  const keepalive = body.toString().length < LARGEST;
  const answer = await fetch(address, { method: "POST", body, keepalive, headers: { Accept: "application/json" } });
  if (answer.status >= 500) throw new Error(answer.statusText);
  const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  return [answer, json ? await answer.json() : null];
}

// What this device keeps of a form; nothing where the browser keeps nothing.
function copies(name) {
  let key = name;
  const attempt = (act) => { try { return act(); } catch { return null; } };
  return {
    keep: (body) => attempt(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), body: `${body}` }))),
    read: () => attempt(() => JSON.parse(localStorage.getItem(key))),
    forget: () => attempt(() => localStorage.removeItem(key)),
    rename: (to) => { key = to; },
  };
}

// Brings back what an earlier page could not send: after a lost connection, a time-out, a power cut.
function offer(form, device, shown) {
  const { dataset } = form;
  const copy = device.read();
  if (!copy || content(copy.body) === shown) return device.forget();
  const use = button(dataset.use, "button");
  const drop = button(dataset.drop, "button");
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = `${dataset.offer} ${new Date(copy.at).toLocaleString(document.documentElement.lang)}`;
  const acts = document.createElement("p");
  acts.className = "actions-row";
  acts.append(use, drop);
  notice.append(text, acts);
  form.before(notice);
  drop.addEventListener("click", () => { device.forget(); notice.remove(); });
  use.addEventListener("click", () => bring(form, device, copy.body).catch(() => { text.textContent = dataset.failed; }));
}

async function bring(form, device, kept) {
  const body = new URLSearchParams(kept);
  body.set("csrf_token", form.elements.csrf_token.value);
  const [answer, told] = await post(form.dataset.autosave, body);
  if (answer.ok && told) {
    device.forget();
    location.replace(told.page);
    return;
  }
  // The page that answers says what is in the way, with everything that was typed.
  const sender = document.createElement("form");
  sender.method = "post";
  sender.action = form.getAttribute("action");
  for (const [name, value] of body) sender.append(hidden(name, value));
  form.after(sender);
  sender.submit();
}

function press(form, button) {
  if (button && button.isConnected) return button.click();
  if (button) form.append(hidden(button.name, button.value));
  return form.submit();
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

function button(text, type = "submit") {
  const made = document.createElement("button");
  Object.assign(made, { type, className: "button plain", textContent: text });
  if (type === "submit") Object.assign(made, { name: "then", value: "save" });
  return made;
}

function link(address, text) {
  const made = document.createElement("a");
  made.href = `${address}?next=${encodeURIComponent(location.pathname)}`;
  made.textContent = text;
  return made;
}
