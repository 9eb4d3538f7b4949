// One message of the server's document -> one list item.
import { fileUrl } from "./api.js";
import { el, icon, minutes, safeUrl } from "./dom.js";
import { rich } from "./entities.js";

// `tap` has command, link, press(message, button, node), photo(url), jump(id), excerpt(id)
// and edit(message).
export function bubble(message, tap) {
  const body = el("div", { class: "bubble", tabindex: "-1" }, ...content(message, tap), meta(message, tap));
  return el("li", {
    class: message.mine ? "row mine" : "row",
    "data-testid": "message",
    "data-mine": String(message.mine),
    "data-id": message.id,
  }, body, inlineKeyboard(message, tap));
}

function content(message, tap) {
  return [
    message.reply_to && quoted(message.reply_to, tap),
    message.photo && photo(message.photo, tap),
    message.video && el("video", { controls: true, preload: "metadata", src: fileUrl(message.video), "aria-label": "Video" }),
    message.voice && voice(message.voice),
    message.document && documentCard(message.document),
    message.location && place(message.location, message.venue),
    message.sticker != null && message.sticker !== false && sticker(message.sticker),
    message.text && lines(message.text, message.entities, tap),
    message.caption && lines(message.caption, message.caption_entities, tap),
  ];
}

// dir="auto" sets the block's own side, `unicode-bidi: plaintext` (in .lines) lets every line find its own.
function lines(text, entities, tap) {
  return el("div", { class: "lines", dir: "auto" }, ...rich(text, entities, tap));
}

function quoted(id, tap) {
  const text = tap.excerpt(id) || "An earlier message";
  const label = `In answer to: ${text}`;
  return el("button", { type: "button", class: "text reply-to", dir: "auto", "aria-label": label, onclick: () => tap.jump(id) }, text);
}

function photo(fileId, tap) {
  const src = fileUrl(fileId);
  const image = el("img", { src, alt: "Photo", loading: "lazy" });
  return el("button", { type: "button", class: "photo", "aria-label": "Enlarge the photo", onclick: () => tap.photo(src) }, image);
}

function voice(value) {
  const label = `Voice message, ${minutes(value.seconds)}`;
  return el("div", { class: "voice" },
    el("audio", { controls: true, preload: "metadata", src: fileUrl(value.file_id), "aria-label": label }),
    el("span", { class: "quiet", lang: "en" }, label));
}

function documentCard(value) {
  const name = value.name || "file";
  return el("a", { class: "card", href: fileUrl(value.file_id), download: name, "data-testid": "document-link" },
    icon("file"),
    el("span", { class: "card-text" },
      el("span", { class: "file-name", dir: "auto" }, name),
      el("span", { class: "quiet", dir: "ltr" }, size(value.size))));
}

function size(bytes) {
  if (bytes == null) return "";
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function place({ latitude, longitude }, venue) {
  const at = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return el("a", { class: "card", href: `geo:${latitude},${longitude}`, lang: "en", dir: "ltr" },
    icon("place"),
    el("span", { class: "card-text" }, el("span", { dir: "auto" }, venue?.title || "Place"), el("span", { class: "quiet" }, at)));
}

function sticker(value) {
  const face = typeof value === "string" ? value : value.emoji || "";
  return el("div", { class: "sticker", lang: "en" }, face && el("span", { class: "face" }, face), el("span", { class: "quiet" }, "Sticker"));
}

function meta(message, tap) {
  const date = new Date(message.date);
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const pencil = message.mine && message.text && el("button", {
    type: "button", class: "pencil", "aria-label": "Edit this message", "data-testid": "edit", onclick: () => tap.edit(message),
  }, icon("pencil"));
  const reactions = (message.reaction || []).map((sign) => el("span", { class: "reaction" }, sign));
  return el("div", { class: "meta", lang: "en", dir: "ltr" },
    ...reactions, pencil,
    message.edited && el("span", {}, "edited"),
    el("time", { datetime: message.date, title: date.toLocaleString("en-GB") }, time));
}

function inlineKeyboard(message, tap) {
  if (!message.inline?.length) return null;
  const rows = message.inline.map((row) => el("div", { class: "keys-row" }, ...row.map((button) => inlineButton(message, button, tap))));
  return el("div", { class: "inline", role: "group" }, ...rows);
}

function inlineButton(message, button, tap) {
  const label = el("span", { class: "label", dir: "auto" }, button.text);
  const attributes = { class: "key", "data-testid": "inline-button" };
  const href = button.url && safeUrl(button.url);
  if (href) {
    const onclick = (event) => tap.link(event, href);
    return el("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer", onclick }, label, icon("out"));
  }
  const onclick = (event) => tap.press(message, button, event.currentTarget);
  return el("button", { ...attributes, type: "button", onclick, "data-data": button.data }, label);
}
