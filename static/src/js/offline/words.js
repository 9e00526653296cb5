// Times as people in Shiguai read them off a clock, wherever the phone is.
const DAY_MS = 86400000;

export function when(moment) {
  const { lang } = document.documentElement;
  const thisYear = new Date(moment).getFullYear() === new Date().getFullYear();
  const style = { timeZone: "Asia/Shanghai", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (!thisYear) style.year = "numeric";
  if (lang.startsWith("mn")) return inNumbers(moment, style);
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, style).format(moment);
}

/** Browsers write traditional Mongolian in Cyrillic, or in English: 2026.11.24 08:30 is both. */
function inNumbers(moment, style) {
  const parts = new Intl.DateTimeFormat("en-GB", { ...style, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(moment);
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${year}.${month}.${day} ${hour}:${minute}`;
}

export function age(moment, words) {
  const days = Math.floor((Date.now() - moment) / DAY_MS);
  return days < 1 ? words.today : days < 2 ? words.yesterday : words.days.replace("{n}", days);
}

export const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
