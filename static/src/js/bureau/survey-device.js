// 我在这里: measures where the phone is for a while, and says how sure that is. Nothing is sent by it.
const SECONDS = 20;
const COARSE_M = 500; // a fix by radio masts alone says little, as long as there are better ones
const ERRORS = { 1: "denied", 2: "unavailable", 3: "slow" };

/**
 * The middle of several fixes, the surer ones counting more.
 *
 * @param {Array<{lat, lon, accuracy}>} fixes - accuracy in metres, as the phone says it
 * @returns {{lat, lon, accuracy, count}} accuracy: the best fix's, or how far they scatter when that is more:
 *   errors of one phone at one spot are alike, so many fixes are hardly surer than the best of them
 */
export function average(fixes) {
  const fine = fixes.filter((fix) => fix.accuracy <= COARSE_M);
  const used = fine.length ? fine : fixes;
  const weights = used.map((fix) => 1 / Math.max(fix.accuracy, 1) ** 2);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const all = sum(weights);
  const mean = (read) => sum(used.map((fix, index) => read(fix) * weights[index])) / all;
  const [lat, lon] = [mean((fix) => fix.lat), mean((fix) => fix.lon)];
  const metres = (fix) => Math.hypot((fix.lat - lat) * 111_320, (fix.lon - lon) * 111_320 * Math.cos((lat * Math.PI) / 180));
  const scatter = Math.sqrt(mean((fix) => metres(fix) ** 2));
  const best = Math.min(...used.map((fix) => fix.accuracy));
  return { lat, lon, accuracy: Math.max(1, Math.ceil(Math.max(best, scatter))), count: used.length };
}

/** Run the panel; `found` gets the position while it is measured, `before` brings back what was there. */
export function measureHere(panel, words, inDistrict, found, before) {
  const [start, stop, cancel] = ["start", "stop", "cancel"].map((name) => panel.querySelector(`[data-here-${name}]`));
  const line = panel.querySelector(".survey-says");
  const say = (text) => { line.textContent = text; };
  let watch = null;
  let timer = 0;
  let fixes = [];

  const running = (on) => {
    start.hidden = on;
    stop.hidden = !on || !fixes.length;
    cancel.hidden = !on;
  };
  const end = () => {
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    clearTimeout(timer);
    watch = null;
    running(false);
  };
  const finish = () => {
    end();
    if (!fixes.length) return say(words.none);
    const { accuracy, count } = average(fixes);
    start.focus();
    return say(fill(words.done, { n: count, metres: accuracy }));
  };
  const fixed = ({ coords }) => {
    const fix = { lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy };
    if (!inDistrict(fix)) {
      end();
      return say(words.outside);
    }
    fixes.push(fix);
    const now = average(fixes);
    found(now);
    running(true);
    return say(fill(words.measuring, { n: now.count, metres: now.accuracy }));
  };
  const failed = (error) => {
    if (error.code !== 1 && fixes.length) return; // a gap between fixes
    end();
    say(words[ERRORS[error.code]] || words.unavailable);
  };

  start.addEventListener("click", () => {
    if (!isSecureContext) return say(words.insecure);
    if (!navigator.geolocation) return say(words.noLocation);
    fixes = [];
    before.keep();
    say(words.looking);
    running(true);
    cancel.focus();
    timer = setTimeout(finish, SECONDS * 1000);
    watch = navigator.geolocation.watchPosition(fixed, failed, { enableHighAccuracy: true, maximumAge: 0, timeout: SECONDS * 1000 });
    return null;
  });
  stop.addEventListener("click", finish);
  cancel.addEventListener("click", () => {
    end();
    before.bring();
    start.focus();
    say(words.cancelled);
  });
  addEventListener("pagehide", end);
  panel.hidden = false;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
