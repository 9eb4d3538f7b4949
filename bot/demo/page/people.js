// Whose phone this is: the list of people, their unread counts, and the dialog for a new one.
import { addPerson, chat, people as fetchPeople } from "./api.js";
import { $, el, icon } from "./dom.js";

const LANGUAGES = {
  de: "Deutsch", en: "English", tr: "Türkçe", ar: "العربية", ru: "Русский", uk: "Українська", pl: "Polski",
  fa: "فارسی", ro: "Română", bg: "Български", ku: "Kurdî", sr: "Srpski", vi: "Tiếng Việt", fr: "Français", es: "Español",
};
const SEEN = "kiezstimme-seen";
const LOOK_EVERY = 2000; // one other person at a time: light however many there are

const unread = new Map();
const seen = remembered();
let known = [];
let chosen = null;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(SEEN)) || {};
  } catch {
    return {};
  }
}

export const find = (id) => known.find((person) => String(person.id) === String(id));
export const first = () => known[0];

export async function load() {
  known = await fetchPeople();
  draw();
}

export function choose(id) {
  chosen = String(id);
  unread.delete(chosen);
  draw();
}

export function markSeen(id, doc) {
  const newest = Math.max(0, ...doc.messages.map((message) => Number(message.id)));
  unread.delete(String(id));
  if (seen[id] !== newest) {
    seen[id] = newest;
    try {
      localStorage.setItem(SEEN, JSON.stringify(seen));
    } catch { /* a private window: counts last as long as the page */ }
  }
  draw();
}

export function markUnread(id, doc) {
  const since = lastSeen(id, doc.messages);
  const count = doc.messages.filter((message) => !message.mine && Number(message.id) > since).length;
  if (count) unread.set(String(id), count);
  else unread.delete(String(id));
  draw();
}

function lastSeen(id, messages) {
  const newest = Math.max(0, ...messages.map((message) => Number(message.id)));
  // Remembered from before the server was started anew, or never opened: what came after the person's own last word.
  if (seen[id] > newest || seen[id] === undefined) {
    return Number(messages.findLast((message) => message.mine)?.id ?? 0);
  }
  return seen[id];
}

let drawn = "";

function draw() {
  const state = JSON.stringify([known, chosen, [...unread]]);
  if (state === drawn) return; // keeps the focus where it is
  drawn = state;
  const focused = document.activeElement?.dataset?.testid;
  $("people-list").replaceChildren(...known.map(row));
  if (focused?.startsWith("person-")) document.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
  drawSwitcher();
}

function drawSwitcher() {
  const person = find(chosen);
  const total = [...unread.values()].reduce((sum, count) => sum + count, 0);
  const label = person ? [avatar(person), who(person)] : ["Choose a person"];
  $("switcher").replaceChildren(...label, badge(total) ?? "", icon("down"));
  $("switcher").setAttribute("aria-label", `${person?.name ?? "Nobody"}. Switch person${total ? `, ${total} unread` : ""}`);
  document.title = `${total ? `(${total}) ` : ""}${person ? `${person.name} · ` : ""}Kiezstimme demo`;
}

function row(person) {
  const current = String(person.id) === chosen;
  const count = unread.get(String(person.id));
  const onclick = () => {
    location.hash = person.id;
    showList(false);
  };
  return el("li", {}, el("button", {
    type: "button", class: "person", "aria-current": current ? "true" : null, "data-testid": `person-${person.id}`, onclick,
  }, avatar(person), who(person), badge(count)));
}

function avatar(person) {
  const letter = [...person.name.trim()][0]?.toUpperCase() ?? "?";
  const shade = [...String(person.id)].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 6;
  return el("span", { class: `avatar shade-${shade}`, "aria-hidden": "true", lang: "" }, letter);
}

function who(person) {
  return el("span", { class: "who" },
    el("span", { class: "name", dir: "auto", lang: "" }, person.name),
    el("span", { class: "chips" },
      el("span", { class: "chip", dir: "ltr", title: "Language of the app" }, person.language_code || "–"),
      person.staff && el("span", { class: "chip staff" }, "staff")));
}

function badge(count) {
  if (!count) return null;
  return el("span", { class: "badge" }, String(count), el("span", { class: "visually-hidden" }, " unread"));
}

export function showList(open) {
  $("people").classList.toggle("open", open);
  $("switcher").setAttribute("aria-expanded", String(open));
  if (open) $("people").querySelector("[aria-current], #add-person").focus();
}

// Looks at one other chat per tick, and at the list itself once per round.
export function watchOthers() {
  let turn = 0;
  const look = async () => {
    if (!document.hidden) {
      const others = known.filter((person) => String(person.id) !== chosen);
      const other = others[turn++ % (others.length + 1)];
      try {
        if (other) await lookAt(other.id);
        else await load();
      } catch { /* the open chat tells about a lost server */ }
    }
    setTimeout(look, LOOK_EVERY);
  };
  look();
}

async function lookAt(id) {
  const doc = await chat(id);
  if (String(id) !== chosen) markUnread(id, doc);
}

export function prepareDialog(notice) {
  const dialog = $("person-dialog");
  const select = $("new-language");
  const options = Object.entries(LANGUAGES).map(([code, name]) => el("option", { value: code, dir: "auto" }, `${name} (${code})`));
  select.replaceChildren(...options, el("option", { value: "other" }, "Another code…"));
  select.addEventListener("change", () => ($("other-language").hidden = select.value !== "other"));
  $("add-person").addEventListener("click", () => {
    $("person-form").reset();
    $("other-language").hidden = true;
    dialog.showModal();
  });
  $("person-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = select.value === "other" ? $("new-code").value.trim() : select.value;
    try {
      const person = await addPerson($("new-name").value.trim(), code);
      await load();
      dialog.close();
      showList(false);
      location.hash = person.id;
    } catch (error) {
      notice(error.message);
    }
  });
}
