// Sends a picture as soon as it is chosen, and shows it and how far it is. Without this, or when sending
// fails, the file goes along with the form.
export function newPicture(slot) {
  const { receive, most, tooHeavy, sending, kept, lost } = slot.dataset;
  const name = slot.querySelector("[name=new_picture_kept]");
  const said = slot.querySelector("[role=status]");
  const bar = slot.querySelector("progress");
  let request;

  const say = (text, wrong = false) => {
    said.textContent = text;
    said.classList.toggle("is-error", wrong);
  };
  const refuse = (input, text) => {
    input.value = "";
    show(slot, null);
    say(text, true);
    input.focus();
  };

  slot.addEventListener("change", ({ target: input }) => {
    const file = input.type === "file" && input.files[0];
    if (!file) return;
    if (request) request.abort();
    name.value = "";
    if (file.size > Number(most)) return refuse(input, tooHeavy);
    draw(file).then((canvas) => show(slot, canvas), () => show(slot, null));
    say(sending);
    request = send(receive, input, bar, (status, answer) => {
      if (status === 422) return refuse(input, answer.problem);
      if (status !== 200) return say(lost, true);
      input.value = "";
      name.value = answer.kept;
      if (!slot.querySelector("canvas")) show(slot, picture(answer.shown));
      say(kept);
    });
  });
  slot.addEventListener("emptied", () => {
    name.value = "";
    show(slot, null);
    say("");
  });
}

function send(address, input, bar, done) {
  const body = new FormData();
  body.append("csrf_token", input.form.elements.csrf_token.value);
  body.append("new_picture", input.files[0]);
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => (bar.value = (100 * loaded) / total);
  request.onloadend = () => {
    bar.hidden = true;
    if (!request.aborted) done(request.status, request.response || {});
  };
  request.onabort = () => (request.aborted = true);
  bar.value = 0;
  bar.hidden = false;
  request.send(body);
  return request;
}

function show(slot, shown) {
  slot.querySelectorAll(".new-picture-shown > img, .new-picture-shown > canvas").forEach((one) => one.remove());
  if (shown) slot.querySelector(".new-picture-shown").prepend(shown);
}

function picture(address) {
  const image = new Image();
  image.src = address;
  image.alt = "";
  return image;
}

// Fails where the browser cannot read the file, a HEIC for most: the server's copy is shown then.
async function draw(file) {
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, 640 / Math.max(bitmap.width, bitmap.height));
  canvas.width = bitmap.width * scale;
  canvas.height = bitmap.height * scale;
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}
