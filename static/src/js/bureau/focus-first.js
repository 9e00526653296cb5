// Puts whoever comes back to a form with mistakes at the list of them.
export function focusFirst(element) {
  element.focus();
}
