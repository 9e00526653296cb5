// A button that prints the page; shown only where a script can do it.
export function printPage(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
