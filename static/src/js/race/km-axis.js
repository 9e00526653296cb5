// One kilometre, shown at once on the map, on the heights, in words and in the list.

const STEP = 0.5;
const LEAP = 5;

export function kmAxis(root) {
  const axis = JSON.parse(root.querySelector("script").textContent);
  const map = root.querySelector(".course-map svg");
  const profile = root.querySelector(".profile");
  const readout = root.querySelector(".course-readout");
  const stations = [...document.querySelectorAll("[data-km]")];
  let here = 0;

  const show = (km) => {
    here = Math.min(axis.length, Math.max(0, km));
    const [x, y] = between(axis.marks, here, 2);
    put(map.querySelector("[data-cursor]"), "transform", `translate(${x} ${y})`);
    const line = profile && profile.querySelector("[data-cursor] line");
    if (line) {
      const at = `${(here / axis.length) * 100}%`;
      line.setAttribute("x1", at);
      line.setAttribute("x2", at);
      line.parentNode.removeAttribute("hidden");
      profile.setAttribute("aria-valuenow", here.toFixed(1));
      profile.setAttribute("aria-valuetext", say(axis, here).join(", "));
    }
    const [first, ...rest] = say(axis, here);
    readout.replaceChildren(element("b", first), ...rest.map((text) => element("span", text)));
    readout.hidden = false;
    for (const one of stations) one.classList.toggle("is-here", Math.abs(one.dataset.km - here) < STEP / 2);
  };

  if (profile) slide(profile, axis.length, () => here, show);
  map.addEventListener("pointerdown", (event) => show(nearest(axis.marks, onSheet(map, event))));
  map.addEventListener("pointermove", (event) => {
    if (event.buttons) show(nearest(axis.marks, onSheet(map, event)));
  });
  for (const one of stations) {
    const button = one.querySelector("[data-km-button]") || one;
    if (button.disabled) button.disabled = false;
    button.addEventListener("click", () => {
      show(Number(one.dataset.km));
      root.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    });
  }
  root.querySelector(".course-hint").hidden = false;
}

/** The heights as a slider: with a finger, a mouse, or the keys of one. */
function slide(profile, length, present, show) {
  const at = (event) => {
    const box = profile.getBoundingClientRect();
    show(((event.clientX - box.left) / box.width) * length);
  };
  profile.addEventListener("pointerdown", (event) => {
    profile.setPointerCapture(event.pointerId);
    at(event);
  });
  profile.addEventListener("pointermove", (event) => { if (event.buttons || event.pointerType === "touch") at(event); });
  profile.setAttribute("role", "slider");
  profile.setAttribute("tabindex", "0");
  profile.setAttribute("aria-valuemin", "0");
  profile.setAttribute("aria-valuemax", length.toFixed(1));
  profile.setAttribute("aria-valuenow", "0");
  const moves = {
    ArrowRight: () => present() + STEP, ArrowUp: () => present() + STEP,
    ArrowLeft: () => present() - STEP, ArrowDown: () => present() - STEP,
    PageUp: () => present() + LEAP, PageDown: () => present() - LEAP, Home: () => 0, End: () => length,
  };
  profile.addEventListener("keydown", (event) => {
    if (!moves[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(moves[event.key]());
  });
}

/** What is known of a kilometre: where, how high, who passes when, what is closed. */
function say({ heights, riders, closed, words, length }, km) {
  const metres = heights.length ? Math.round(between(heights.map(([at, high]) => [high, at]), km, 1)[0]) : null;
  return [
    [fill(words.km, { km: km.toFixed(1) }), metres === null ? "" : fill(words.metres, { metres: metres.toLocaleString("en") })].filter(Boolean).join(" · "),
    ...riders.map((one) => fill(words.riders, { name: one.name, ...passage(one, km, length) })),
    ...closed.filter(([from, to]) => from <= km && km <= to).map(([, , text]) => text),
  ];
}

function passage({ start, fast, slow, laps, limit }, km, length) {
  const first = start + km * fast;
  const last = start + ((laps - 1) * length + km) * slow;
  return { first: time(first), last: time(Math.max(first, limit ? Math.min(last, start + limit) : last)) };
}

function time(milliseconds) {
  return new Date(milliseconds + 8 * 3600000).toISOString().slice(11, 16); // Asia/Shanghai, all year
}

/** The values at a kilometre, in rows that hold it at index `key`, in rising order. */
function between(rows, km, key) {
  const after = rows.findIndex((row) => row[key] >= km);
  if (after < 0) return rows[rows.length - 1];
  if (after === 0) return rows[0];
  const [a, b] = [rows[after - 1], rows[after]];
  const share = b[key] > a[key] ? (km - a[key]) / (b[key] - a[key]) : 0;
  return a.map((value, at) => value + (b[at] - value) * share);
}

function onSheet(map, event) {
  const point = map.createSVGPoint();
  [point.x, point.y] = [event.clientX, event.clientY];
  return point.matrixTransform(map.getScreenCTM().inverse());
}

function nearest(marks, { x, y }) {
  const away = ([left, top]) => (left - x) ** 2 + (top - y) ** 2;
  return marks.reduce((best, mark) => (away(mark) < away(best) ? mark : best))[2];
}

function put(cursor, name, value) {
  cursor.setAttribute(name, value);
  cursor.removeAttribute("hidden");
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
