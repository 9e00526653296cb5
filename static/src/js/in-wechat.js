// Inside WeChat alone. Without its script WeChat shows a shared link with the first large picture it finds in the
// page: so the page's card comes first there, unseen, and no other reader pays for it. Where the service has an
// official account, our own wechat.js says the rest.
export function inWeChat() {
  const card = document.querySelector("meta[property='og:image']"), more = document.querySelector("meta[name='wechat']");
  if (card) {
    const picture = Object.assign(new Image(300, 300), { alt: "", className: "hidden-visually" });
    picture.src = new URL(card.content).pathname; // from where the page comes from
    document.body.prepend(picture);
  }
  if (more) document.head.append(Object.assign(document.createElement("script"), { src: more.content }));
}
