// Adds up the admissions while they are typed; the server adds them up again.
export function dayTotal(form) {
  const output = form.querySelector("output");
  const inputs = [...output.htmlFor].map((id) => form.elements[id]);
  const add = () => {
    const written = inputs.map(({ value }) => value.normalize("NFKC").replace(/[\s,]/g, ""));
    const whole = written.some(Boolean) && written.every((text) => /^\d*$/.test(text));
    const sum = written.reduce((total, text) => total + Number(text), 0);
    output.textContent = whole ? sum.toLocaleString("en") : "–";
  };
  form.addEventListener("input", add);
  if (inputs.some(({ value }) => value)) add();
}
