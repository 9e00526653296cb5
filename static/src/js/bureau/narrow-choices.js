// Shows of a long list of choices only those that hold what is typed, and those that are chosen.
export function narrowChoices(element) {
  const input = element.querySelector("input");
  const choices = document.getElementById(element.dataset.choices).children;
  element.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const choice of choices) {
      const chosen = choice.querySelector("input").checked;
      choice.hidden = !chosen && !choice.textContent.toLowerCase().includes(wanted);
    }
  });
}
