// What WeChat's own script adds to a page: the card it is shared with, and a place opened in WeChat's map. Loaded
// inside WeChat only, and only where there is an official account (in-wechat.js). Without an answer of our server,
// of WeChat's or of the phone nothing happens, and the page is as it was.
const SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";
const SHARE = ["updateAppMessageShareData", "updateTimelineShareData"], MAP = "openLocation";
const SCALE = 15; // of WeChat's map: a village with its roads

const said = (name) => document.querySelector(`meta[property="og:${name}"]`)?.content;

function share(can) {
  const [title, desc, link, imgUrl] = ["title", "description", "url", "image"].map(said);
  if (title) SHARE.filter((name) => can[name]).forEach((name) => window.wx[name]({ title, desc, link, imgUrl }));
}

function offerMap(can) {
  const button = can[MAP] && document.querySelector("[data-open-location]");
  if (!button) return;
  const { lat, lon, name, address } = button.dataset;
  button.addEventListener("click", () => {
    window.wx[MAP]({ latitude: Number(lat), longitude: Number(lon), name, address, scale: SCALE });
  });
  button.closest("[hidden]").hidden = false;
}

// Our server may just be asking WeChat, and then says when to come back.
async function signature(patient = true) {
  const { ask } = document.querySelector("meta[name='wechat']").dataset;
  const answer = await fetch(`${ask}?url=${encodeURIComponent(location.href.split("#")[0])}`);
  if (answer.ok) return answer.json();
  const wait = Number(answer.headers.get("Retry-After"));
  if (!wait || !patient) throw new Error(`${answer.status}`);
  await new Promise((later) => { setTimeout(later, 1000 * wait); });
  return signature(false);
}

const sdk = () =>
  new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement("script"), { src: SDK, onload, onerror }));
  });

Promise.all([signature(), sdk()]).then(([{ app_id: appId, timestamp, nonce: nonceStr, signature: signed }]) => {
  const { wx } = window, jsApiList = [...SHARE, MAP];
  wx.ready(() => wx.checkJsApi({
    jsApiList,
    success({ checkResult }) {
      share(checkResult);
      offerMap(checkResult);
    },
  }));
  wx.config({ debug: false, appId, timestamp, nonceStr, signature: signed, jsApiList });
}).catch(() => {});
