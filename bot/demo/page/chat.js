// Wires the page together. The server's document is the only truth: nothing is shown before it says so.
import * as api from "./api.js";
import * as attach from "./attach.js";
import * as composer from "./composer.js";
import { follow } from "./connection.js";
import { $, el, toggle } from "./dom.js";
import * as people from "./people.js";
import * as thread from "./thread.js";

const PRESS_LIMIT = 10_000; // a press that changes nothing must not spin for ever
const NOTICE_TIME = 6000;

let person = null;
let doc = null;
let stop = () => {};
let line = Promise.resolve();
let answered; // id of the last answer to a press; undefined until the first document

function notice(text) {
  const note = el("p", { class: "notice lines", dir: "auto", lang: "", "data-testid": "notice" }, text);
  const notices = $("notices");
  if (notices.matches(":popover-open")) notices.hidePopover();
  notices.showPopover(); // anew each time: above a dialog that was opened in between
  notices.append(note);
  while (notices.children.length > 3) notices.firstChild.remove();
  setTimeout(() => note.remove(), NOTICE_TIME);
}

// One after the other, so that two quick messages arrive in the order in which they were written.
function inLine(work) {
  const result = line.then(work).catch((error) => {
    notice(error.status ? error.message : "Not sent: the server cannot be reached.");
    return null;
  });
  line = result;
  return result;
}

async function act(verb, body) {
  const id = person;
  if (id === null) return null;
  return inLine(async () => (await api.act(id, verb, body)) ?? {});
}

const sendTo = () => {
  const id = person;
  return (kind, file, more = {}) => inLine(async () => (await api.upload(id, kind, file, more)) ?? {});
};

async function sendWithCaption(kind, file, more) {
  const caption = composer.takeCaption();
  const sent = await sendTo()(kind, file, { ...more, caption });
  if (sent === null) composer.restore(caption);
}

const tap = {
  command: (text) => act("text", { text }),
  edit: (message) => composer.edit(message),
  jump: (id) => thread.jump(id),
  excerpt: (id) => {
    const earlier = doc.messages.find((message) => message.id === id);
    return (earlier?.text || earlier?.caption || "").slice(0, 100);
  },
  photo: (url) => {
    $("photo-large").src = url;
    $("photo-dialog").showModal();
  },
  // A link to this bot is the poster on the wall: it opens here, not at Telegram.
  link: (event, url) => {
    const payload = ownPayload(url);
    if (payload === null) return;
    event.preventDefault();
    act("start", { payload });
  },
  press: async (message, button, node) => {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    setTimeout(() => node.removeAttribute("aria-busy"), PRESS_LIMIT);
    const answer = await act("press", { message_id: message.id, data: button.data });
    if (answer === null) node.removeAttribute("aria-busy");
  },
};

function ownPayload(url) {
  const { hostname, pathname, searchParams } = new URL(url);
  const own = hostname === "t.me" && pathname.slice(1).toLowerCase() === doc?.bot.username?.toLowerCase();
  return own ? searchParams.get("start") ?? "" : null;
}

function open(id) {
  stop();
  attach.stopRecording(false);
  person = id;
  doc = null;
  answered = undefined;
  thread.reset();
  composer.switchTo(id);
  status(null);
  $("welcome").hidden = true;
  $("welcome").classList.remove("asked");
  people.choose(id);
  stop = follow(id, { document: show, lost, back, gone });
}

function show(next) {
  const newer = doc?.version !== next.version;
  doc = next;
  showBot(doc.bot);
  showWelcome(doc.messages.length === 0);
  showBlocked(doc.blocked);
  thread.render(person, doc, tap);
  if (newer) thread.release();
  showAnswer(doc.answer);
  composer.render(doc);
  see();
}

// What the bot says to a press without writing a message. One from before the page was opened stays silent.
function showAnswer(answer) {
  const id = answer?.id ?? null;
  const known = answered === undefined || answered === id;
  answered = id;
  if (known || !answer?.text) return;
  if (!answer.alert) return notice(answer.text);
  $("alert-text").textContent = answer.text;
  $("alert").showModal();
}

function see() {
  if (!doc) return;
  if (document.hidden) people.markUnread(person, doc);
  else people.markSeen(person, doc);
}

function showBot({ name, username }) {
  $("bot").replaceChildren(
    el("span", { class: "avatar bot", "aria-hidden": "true" }, [...name][0] ?? "B"),
    el("span", { class: "who" }, el("span", { class: "name", dir: "auto" }, name), el("span", { class: "quiet", dir: "ltr" }, `@${username}`)));
}

function showWelcome(empty) {
  const welcome = $("welcome");
  if (empty) welcome.hidden = false;
  else if (!welcome.classList.contains("asked")) welcome.hidden = true;
  if (empty) welcome.classList.remove("asked");
  document.body.classList.toggle("empty", empty);
  $("welcome-name").textContent = doc.bot.name;
  $("welcome-text").textContent = doc.bot.description || "";
}

function showBlocked(blocked) {
  $("blocked").hidden = !blocked;
  for (const button of document.querySelectorAll("#menu-items [data-action$=block]")) {
    button.parentElement.hidden = (button.dataset.action === "block") === Boolean(blocked);
  }
}

function start(payload) {
  $("welcome").classList.remove("asked");
  act("start", { payload });
  if (doc?.messages.length) $("welcome").hidden = true;
}

function status(text) {
  $("status").hidden = !text;
  $("status").textContent = text ?? "";
}

function lost(milliseconds) {
  status(`The server cannot be reached. Trying again in ${Math.max(1, Math.round(milliseconds / 1000))} s…`);
}

function back() {
  status(null);
  people.load().catch(() => {});
}

async function gone() {
  notice("This person is no longer there.");
  await people.load().catch(() => {});
  location.hash = people.first()?.id ?? "";
}

function fromHash() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const found = people.find(wanted) ?? people.first();
  if (!found) return people.showList(true);
  if (String(found.id) !== wanted) history.replaceState(null, "", `#${found.id}`);
  if (person === null || String(person) !== String(found.id)) open(found.id);
}

const ACTIONS = {
  welcome: () => {
    $("welcome").classList.add("asked");
    $("welcome").hidden = false;
    $("payload").focus();
  },
  block: () => act("block"),
  unblock: () => act("unblock"),
};

function prepareMenus() {
  const closeMenu = () => toggle($("menu"), $("menu-items"), false);
  $("menu").addEventListener("click", () => toggle($("menu"), $("menu-items"), $("menu-items").hidden));
  $("switcher").addEventListener("click", () => people.showList(!$("people").classList.contains("open")));
  for (const button of document.querySelectorAll("[data-action]")) button.addEventListener("click", () => ACTIONS[button.dataset.action]());
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#menu")) closeMenu();
    if (!event.target.closest("#people, #switcher, dialog")) people.showList(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!$("menu-items").hidden) $("menu").focus();
    closeMenu();
    people.showList(false);
  });
}

function prepareWelcome() {
  $("start").addEventListener("click", () => start(""));
  $("welcome-close").addEventListener("click", () => ($("welcome").hidden = true));
  $("payload-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = $("payload").value.trim();
    start(/[?&]start=([^&#\s]*)/.exec(typed)?.[1] ?? typed); // people paste the whole link
    $("payload").value = "";
  });
}

function prepareDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
  }
}

async function begin() {
  prepareMenus();
  prepareWelcome();
  prepareDialogs();
  people.prepareDialog(notice);
  composer.prepare({ act, askLocation: attach.askLocation });
  attach.prepare({
    act, notice, sendTo,
    done: () => composer.openDrawer(null),
    send: sendWithCaption,
  });
  window.addEventListener("hashchange", fromHash);
  document.addEventListener("visibilitychange", see);
  await firstPeople();
  fromHash();
  people.watchOthers();
}

async function firstPeople() {
  for (;;) {
    try {
      await people.load();
      return status(null);
    } catch {
      status("The server cannot be reached. Trying again…");
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

begin();
