// Telegram's text with entities -> DOM nodes. Offsets are UTF-16 units, which is what JavaScript strings count in.
import { el, safeUrl, tappable } from "./dom.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

// `tap` has command(text) and link(event, url).
export function rich(text, entities, tap) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, sorted, tap);
}

function span(text, start, end, entities, tap) {
  const nodes = [];
  let at = start;
  let afterBlock = false;
  const plain = (until) => {
    // A block already breaks the line; the line feed that follows it would add an empty one.
    const from = afterBlock && text[at] === "\n" ? at + 1 : at;
    if (until > from) nodes.push(document.createTextNode(text.slice(from, until)));
  };
  for (const [index, entity] of entities.entries()) {
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= entity.offset) continue; // nested in an earlier one, or beyond the end
    plain(entity.offset);
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    nodes.push(wrap(entity, text.slice(entity.offset, stop), span(text, entity.offset, stop, inner, tap), tap));
    at = stop;
    afterBlock = BLOCKS.has(entity.type);
  }
  plain(end);
  return nodes;
}

function wrap(entity, text, nodes, tap) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, ...nodes);
  switch (entity.type) {
    case "text_link": return link(entity.url, nodes, tap);
    case "url": return link(text, nodes, tap);
    case "email": return link(`mailto:${text}`, nodes, tap);
    case "phone_number": return link(`tel:${text.replace(/[^+\d]/g, "")}`, nodes, tap);
    case "bot_command": return tappable({ class: "command" }, () => tap.command(text), ...nodes);
    case "spoiler": return spoiler(nodes);
    case "pre": return el("pre", { dir: "auto" }, ...nodes);
    case "blockquote": return el("blockquote", { dir: "auto" }, ...nodes);
    case "expandable_blockquote": return expandable(nodes);
    default: return el("span", {}, ...nodes);
  }
}

function link(url, nodes, tap) {
  const href = safeUrl(url);
  if (!href) return el("span", {}, ...nodes);
  const onclick = (event) => tap.link(event, href);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", onclick }, ...nodes);
}

function spoiler(nodes) {
  const reveal = (event) => event.currentTarget.classList.add("shown");
  return tappable({ class: "spoiler", title: "Hidden text; tap to show" }, reveal, ...nodes);
}

function expandable(nodes) {
  const body = el("div", { class: "folded", dir: "auto" }, ...nodes);
  const more = el("button", {
    type: "button",
    class: "text more",
    lang: "en",
    "aria-expanded": "false",
    onclick: () => {
      const folded = body.classList.toggle("folded");
      more.setAttribute("aria-expanded", String(!folded));
      more.textContent = folded ? "Show all" : "Show less";
    },
  }, "Show all");
  return el("blockquote", { dir: "auto" }, body, more);
}
