// Reads the page with the phone's own voice; the button appears only where there is one for this language.
const PARTS = "h1, h2, h3, p, li, dt, dd, th, td, figcaption, summary";
const LONGEST = 160; // characters: some browsers fall silent in the middle of longer ones
const SENTENCE = /[^。！？；.!?;]+[。！？；.!?;]*\s*/g;

function voice() {
  const [language, script] = document.documentElement.lang.split("-");
  if (script === "Mong") return undefined; // a voice for Cyrillic does not know the letters
  // Voices of a service would send the words to somebody else.
  return speechSynthesis.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
}

function* pieces() {
  for (const part of document.querySelectorAll(PARTS.split(", ").map((name) => `main ${name}`).join())) {
    if (!part.offsetParent || part.querySelector(PARTS) || part.closest(".sources, .no-print, [aria-hidden=true], nav")) continue;
    let words = "";
    for (const sentence of part.innerText.match(SENTENCE) || []) {
      if (words.length + sentence.length > LONGEST) { yield words; words = ""; }
      words += sentence;
    }
    if (words.trim()) yield words;
  }
}

export function readAloud(button) {
  if (!("speechSynthesis" in window)) return;
  const start = button.textContent;
  let reading = 0; // which reading is going on; none is 0
  let count = 0;
  const show = () => { button.hidden = !voice(); };
  const stop = () => { reading = 0; speechSynthesis.cancel(); button.textContent = start; };
  const speak = (rest, mine) => {
    const { value, done } = rest.next();
    if (mine !== reading) return;
    if (done) { stop(); return; }
    const said = new SpeechSynthesisUtterance(value);
    said.voice = voice();
    said.lang = said.voice.lang;
    said.rate = 0.9;
    said.onend = () => speak(rest, mine);
    said.onerror = () => { if (mine === reading) stop(); };
    speechSynthesis.speak(said);
  };
  button.addEventListener("click", () => {
    if (reading) { stop(); return; }
    button.textContent = button.dataset.stop;
    speechSynthesis.cancel();
    reading = ++count;
    speak(pieces(), reading);
  });
  addEventListener("pagehide", stop);
  show();
  if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", show);
}
