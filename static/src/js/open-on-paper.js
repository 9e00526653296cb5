// Opens what is folded while the page is printed, and folds it again; newer browsers need only the style sheet.
export function openOnPaper(details) {
  let folded = false;
  addEventListener("beforeprint", () => {
    folded = !details.open;
    details.open = true;
  });
  addEventListener("afterprint", () => {
    if (folded) details.open = false;
  });
}
