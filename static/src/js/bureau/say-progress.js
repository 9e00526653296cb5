// Says in words what happens to a form that takes long, and keeps it from being sent twice.
export function sayProgress(form) {
  const said = form.querySelector("[role=status]");
  const input = form.querySelector("input[type=file]");
  const { most, sending, reading, tooLarge } = form.dataset;
  let sent = false;
  form.addEventListener("submit", (submit) => {
    const file = input && input.files[0];
    if (sent || (file && file.size > Number(most))) {
      submit.preventDefault();
      if (!sent) said.textContent = tooLarge;
      return;
    }
    sent = true;
    said.textContent = file ? sending.replace("{size}", (file.size / 1e6).toFixed(1)) : reading;
    setTimeout(() => (said.textContent = reading), 2500);
  });
  // Coming back to the page, one may send it again.
  addEventListener("pageshow", () => {
    sent = false;
    said.textContent = "";
  });
}
