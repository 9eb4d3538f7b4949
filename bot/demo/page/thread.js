// The list of messages: keeps what has not changed, so that a playing voice, an opened quote or the focus survive.
import { bubble } from "./bubble.js";
import { $, el } from "./dom.js";

const list = $("messages");
const scroller = $("scroller");
const pill = $("pill");
let shown = new Map(); // key -> {signature, node}
let owner = null;
let waiting = 0;
let stuck = true; // at the newest message, and staying there

const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;

export function toEnd() {
  stuck = true;
  scroller.scrollTop = scroller.scrollHeight;
  showPill(0);
}

export function render(person, doc, tap) {
  const first = owner !== person;
  if (first) reset(person);
  const fresh = first ? [] : doc.messages.filter((message) => !shown.has(`m${message.id}`));
  reconcile(doc.messages, tap);
  markLastOwn(doc.messages);
  list.hidden = !doc.messages.length;
  if (first || stuck || fresh.some((message) => message.mine)) toEnd();
  else showPill(waiting + fresh.length);
  speak(doc.bot.name, fresh.filter((message) => !message.mine));
}

export function reset(person = null) {
  owner = person;
  shown = new Map();
  list.replaceChildren();
  $("spoken").textContent = "";
  showPill(0);
}

// A new version is the answer to whatever was pressed.
export function release() {
  for (const button of list.querySelectorAll(".key[aria-busy]")) button.removeAttribute("aria-busy");
}

export function jump(id) {
  const bubble = shown.get(`m${id}`)?.node.querySelector(".bubble");
  bubble?.scrollIntoView({ block: "center" });
  bubble?.focus({ preventScroll: true });
}

function reconcile(messages, tap) {
  const wanted = [...items(messages)];
  const keys = new Set(wanted.map((item) => item.key));
  // First away with what is gone: moving a node would stop its voice and drop the focus.
  for (const [key, { node }] of shown) if (!keys.has(key)) node.remove();
  const next = new Map();
  let place = list.firstChild;
  for (const item of wanted) {
    const node = current(item, tap);
    if (place && !place.isConnected) place = node;
    if (node !== place) list.insertBefore(node, place);
    else place = place.nextSibling;
    next.set(item.key, { signature: JSON.stringify(item.value), node });
  }
  shown = next;
}

function current(item, tap) {
  const old = shown.get(item.key);
  if (old?.signature === JSON.stringify(item.value)) return old.node;
  const node = item.make(tap);
  if (old) swap(old.node, node);
  return node;
}

function* items(messages) {
  let day = null;
  for (const message of messages) {
    const date = new Date(message.date).toDateString();
    if (date !== day) yield { key: `d${date}`, value: date, make: () => divider(message.date) };
    day = date;
    yield { key: `m${message.id}`, value: message, make: (tap) => bubble(message, tap) };
  }
}

function divider(iso) {
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  const words = today ? "Today" : date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return el("li", { class: "day", lang: "en" }, el("span", {}, words));
}

// An edited message takes the focus with it: to the same button, or else to the bubble.
function swap(old, node) {
  const buttons = [...old.querySelectorAll(".key")];
  const focused = old.contains(document.activeElement);
  const index = buttons.indexOf(document.activeElement);
  old.replaceWith(node);
  if (focused) (node.querySelectorAll(".key")[index] || node.querySelector(".bubble")).focus({ preventScroll: true });
}

function markLastOwn(messages) {
  const last = messages.findLast((message) => message.mine && message.text);
  for (const node of list.querySelectorAll(".row.mine")) node.classList.toggle("last-own", node.dataset.id === String(last?.id));
}

function speak(name, messages) {
  if (!messages.length) return;
  const words = (message) => message.text || message.caption || "sent a file";
  $("spoken").textContent = messages.map((message) => `${name}: ${words(message)}`).join("\n");
}

function showPill(count) {
  waiting = count;
  pill.hidden = count === 0;
  pill.textContent = count === 1 ? "1 new message" : `${count} new messages`;
}

// Only going up leaves the end: a keyboard that opens below also changes the distance, but nobody scrolled.
let lastTop = 0;
scroller.addEventListener("scroll", () => {
  const up = scroller.scrollTop < lastTop;
  lastTop = scroller.scrollTop;
  if (atEnd()) stuck = true;
  else if (up) stuck = false;
  if (stuck) showPill(0);
});
pill.addEventListener("click", () => {
  toEnd();
  scroller.focus({ preventScroll: true });
});
// Photos arrive after their message, keyboards open and close: whoever was at the end stays there.
const keepEnd = new ResizeObserver(() => stuck && (scroller.scrollTop = scroller.scrollHeight));
keepEnd.observe(list);
keepEnd.observe(scroller);
