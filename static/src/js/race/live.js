// Arrivals as they are published: each publication's changes are put into the table that is there.

const TRIES = 3; // failures in a row, after which the whole page is asked for instead
const SLOW_MS = 30000;
const AGAIN_MS = 5000;

export function live(root) {
  const { changes, category, most, updated, lost, arrived, rider } = root.dataset;
  let revision = Number(root.dataset.revision);
  let failures = 0;
  let asked = clock();
  let source = null;
  let timer = 0;
  const part = (name) => root.querySelector(`[data-${name}]`);

  const heard = () => {
    failures = 0;
    asked = clock();
    part("time").textContent = fill(updated, { time: asked });
    part("lost-line").hidden = true;
  };
  const failed = () => {
    failures += 1;
    const line = part("lost-line");
    if (failures < 2 || !line.hidden) return;
    line.textContent = fill(lost, { time: asked });
    line.hidden = false;
  };

  const take = (message) => {
    if (message.revision <= revision && message.cmd === "ram") return;
    revision = message.revision;
    put(part("rows"), message, category, Number(most), rider);
    part("some").hidden = !part("rows").children.length;
    part("none").hidden = !part("some").hidden;
    const names = message.cmd === "ram" ? message.a.filter((row) => row.at && fits(row, category)).map((row) => [row.bib, row.name].filter(Boolean).join(" ")) : [];
    if (names.length) part("told").textContent = fill(arrived, { names: names.slice(0, 5).join(", ") });
    if (message.over) over();
  };
  const over = () => {
    part("over").hidden = false;
    stop();
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("online", again);
  };

  const stop = () => {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
  };
  const later = (what, pause) => { clearTimeout(timer); timer = setTimeout(what, pause); };
  const start = () => {
    stop();
    if (!window.EventSource || failures >= TRIES) return fetchPage();
    // Each answer holds what is new and ends; the browser then asks again, saying what it knows.
    source = new EventSource(`${changes}?since=${revision}`);
    let answered = false;
    source.onopen = () => { answered = true; heard(); };
    source.onmessage = (event) => take(JSON.parse(event.data));
    source.onerror = () => {
      if (!answered) failed();
      answered = false;
      if (!source) return;
      if (failures >= TRIES) start();
      else if (source.readyState === EventSource.CLOSED) later(start, AGAIN_MS);
    };
  };
  const fetchPage = async () => {
    later(start, SLOW_MS);
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (document.hidden) return stop();
      const other = page.querySelector("[data-behaviour=live]");
      heard();
      if (!other) return over();
      revision = Number(other.dataset.revision);
      for (const name of ["rows", "some", "none"]) {
        const now = other.querySelector(`[data-${name}]`);
        part(name).textContent = "";
        part(name).append(...now.childNodes);
        part(name).hidden = now.hidden;
      }
      if (window.EventSource) later(start, AGAIN_MS);
    } catch {
      failed();
    }
  };
  const seen = () => (document.hidden ? stop() : start());

  const again = () => {
    failures = 0;
    seen();
  };

  document.addEventListener("visibilitychange", seen);
  addEventListener("online", again);
  seen();
}

/** Puts a message's rows where they belong; rows that stay are not touched. */
function put(body, { cmd, r, a, m }, category, most, rider) {
  const rows = new Map([...body.children].map((row) => [row.dataset.key, row]));
  const there = new Set(a.map((row) => row.key));
  const gone = cmd === "baseline" ? [...rows.keys()].filter((key) => !there.has(key)) : r;
  for (const key of gone) if (rows.has(key)) rows.get(key).remove();
  for (const row of [...a, ...m]) {
    const old = rows.get(row.key);
    if (!fits(row, category)) {
      if (old) old.remove();
      continue;
    }
    const made = drawn(row, category, rider);
    if (old && old.outerHTML === made.outerHTML) continue;
    if (cmd === "ram") made.className = "is-new";
    if (old) old.remove();
    body.insertBefore(made, [...body.children].find((one) => Number(one.dataset.sort) > Number(made.dataset.sort)) || null);
    rows.set(row.key, made);
  }
  while (!category && body.children.length > most) body.lastElementChild.remove();
}

function fits(row, category) {
  return category ? row.category === category : row.at !== undefined;
}

function drawn(row, category, rider) {
  const line = document.createElement("tr");
  line.dataset.key = row.key;
  line.dataset.sort = category ? row.sort : -row.at;
  const name = element(row.bib ? "a" : "span", row.name || row.bib || "");
  if (row.bib) name.href = rider.replace(/0$/, row.bib);
  const who = element("th", "", name, " ", element("small", (category ? row.team : row.group) || ""));
  who.scope = "row";
  const time = element("td", row.time || "", " ", element("small", row.gap || ""));
  const cells = [element("td", row.rank || "–"), element("td", row.bib || "–"), who, time];
  for (const cell of [cells[0], cells[1], time]) cell.className = "figure";
  line.append(...cells);
  return line;
}

function element(name, text, ...parts) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...parts);
  return made;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function clock() {
  return new Date(Date.now() + 8 * 3600000).toISOString().slice(11, 19); // Asia/Shanghai, all year
}
