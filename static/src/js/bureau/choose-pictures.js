// Moves pictures between those chosen and those offered, finds others while one types, adds one at once.
export function choosePictures(field) {
  const { most, search, earlier, none } = field.dataset;
  const chosen = field.querySelector(".is-chosen");
  const offered = field.querySelector("ul.picture-choices");
  const add = field.querySelector("[data-add-picture]");

  const arrange = () => {
    for (const one of chosen.children) if (!one.querySelector("button")) one.append(mover(earlier));
    const full = chosen.querySelectorAll(":checked").length >= Number(most);
    for (const box of field.querySelectorAll("[name=pictures]:not(:checked)")) box.disabled = full;
    add.disabled = full;
  };
  const drop = (id) => field.querySelectorAll(`ul [value="${CSS.escape(id)}"]`).forEach((box) => box.closest("li").remove());

  field.addEventListener("change", ({ target: box }) => {
    if (box.name !== "pictures") return;
    if (box.checked) chosen.append(box.closest("li"));
    arrange();
    box.focus();
  });
  field.addEventListener("click", ({ target }) => {
    const one = target.closest("[data-earlier-picture]")?.closest("li");
    if (!one?.previousElementSibling) return;
    one.previousElementSibling.before(one);
    one.querySelector("button").focus();
    changed(one);
  });
  if (offered) look(field, offered, search, none, arrange);

  add.hidden = false;
  add.addEventListener("click", async () => {
    const told = await answer(field);
    if (told && told.choices) {
      const [one] = items(told.choices);
      drop(one.querySelector("input").value);
      if (!chosen.querySelector(`[value="${one.querySelector("input").value}"]`)) chosen.append(one);
      empty(field);
      arrange();
      changed(field);
    } else if (told) {
      const said = field.querySelector("[role=status]");
      said.textContent = told.problems.join(" ");
      said.classList.add("is-error");
    } else field.form.querySelector("[type=submit]").click();
  });
  arrange();
}

// Whoever saves the form by itself hears of it as of anything typed.
const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

function mover(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button plain";
  button.dataset.earlierPicture = "";
  button.textContent = label;
  return button;
}

const items = (html) => new DOMParser().parseFromString(html, "text/html").querySelectorAll("li");

// The picture as a choice, or what is missing; nothing when the server is not reached or asks to sign in.
async function answer(field) {
  const body = new FormData();
  body.append("csrf_token", field.form.elements.csrf_token.value);
  body.append("answer", "choice");
  for (const one of field.querySelectorAll("[name^=new_picture]")) {
    if (one.type !== "file") body.append(one.name, one.value);
    else if (one.files[0]) body.append(one.name, one.files[0]);
  }
  try {
    const response = await fetch(field.dataset.add, { method: "POST", body });
    return [200, 422].includes(response.status) ? await response.json() : null;
  } catch {
    return null;
  }
}

function empty(field) {
  for (const one of field.querySelectorAll("[name^=new_picture]")) one.value = "";
  field.querySelector(".new-picture").dispatchEvent(new Event("emptied"));
}

function look(field, offered, search, none, arrange) {
  const box = field.querySelector("[type=search]");
  box.closest("p").hidden = false;
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const response = await fetch(`${search}?q=${encodeURIComponent(box.value)}`);
      if (!response.ok || response.redirected) return;
      const { choices } = await response.json();
      const there = new Set([...field.querySelectorAll(".is-chosen input")].map((one) => one.value));
      const found = [...items(choices)].filter((one) => !there.has(one.querySelector("input").value));
      offered.textContent = found.length ? "" : none;
      offered.append(...found);
      arrange();
    }, 250);
  });
  // Enter looks, it does not send the form.
  box.addEventListener("keydown", (key) => key.key === "Enter" && key.preventDefault());
}
