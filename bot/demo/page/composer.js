// What stands below the messages: the text field, the reply keyboard, the commands and editing.
import { $, el, toggle } from "./dom.js";

const field = $("composer");
const drafts = new Map();
let act = null; // act(verb, body) -> answer, or null after showing what went wrong
let person = null;
let editing = null;
let keyboard = "null";
let askLocation = null;

export function prepare(actions) {
  act = actions.act;
  askLocation = actions.askLocation;
  $("composer-form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", grow);
  $("edit-cancel").addEventListener("click", stopEditing);
  $("commands").addEventListener("click", () => openDrawer("commands"));
  $("attach").addEventListener("click", () => openDrawer("attach"));
  $("keys").addEventListener("click", () => toggle($("keys"), $("reply-keyboard"), $("reply-keyboard").hidden));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") openDrawer(null);
  });
}

function onKey(event) {
  if (event.key === "Escape" && editing) stopEditing();
  // While an input method composes, Enter picks a word.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
}

async function submit() {
  const text = field.value.trim();
  if (!text) return field.focus();
  const target = editing;
  setText("");
  openDrawer(null);
  if (target) stopEditing();
  const sent = target ? await act("edit", { message_id: target.id, text }) : await act("text", { text });
  if (sent !== null || field.value) return;
  if (target) edit(target);
  restore(text);
}

// Nothing that somebody wrote is lost because the server was away.
export function restore(text) {
  if (!field.value.trim() || field.value === editing?.text) setText(text);
}

export function takeCaption() {
  const text = editing ? "" : field.value.trim();
  if (text) setText("");
  return text;
}

function setText(text) {
  field.value = text;
  grow();
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

export function switchTo(id) {
  if (editing) stopEditing();
  if (person !== null) drafts.set(person, field.value);
  person = id;
  keyboard = "null";
  drawKeyboard(null);
  openDrawer(null);
  setText(drafts.get(id) ?? "");
}

export function edit(message) {
  editing = message;
  $("editing").hidden = false;
  setText(message.text);
  field.focus();
}

function stopEditing() {
  editing = null;
  $("editing").hidden = true;
  setText("");
  field.focus();
}

const DRAWERS = { commands: "command-list", attach: "attach-panel" };

export function openDrawer(which) {
  for (const [name, panel] of Object.entries(DRAWERS)) {
    toggle($(name), $(panel), name === which && $(panel).hidden);
  }
}

export function render(doc) {
  drawCommands(doc.commands || []);
  const now = JSON.stringify(doc.keyboard ?? null);
  if (now === keyboard) return;
  keyboard = now;
  drawKeyboard(doc.keyboard);
}

function drawCommands(commands) {
  $("commands").hidden = !commands.length;
  $("command-list").replaceChildren(...commands.map(({ command, description }) => {
    const onclick = () => {
      openDrawer(null);
      act("text", { text: `/${command}` });
      field.focus();
    };
    return el("li", {}, el("button", { type: "button", "data-testid": "command", onclick },
      el("span", { class: "command-name", dir: "ltr" }, `/${command}`), el("span", { class: "lines", dir: "auto", lang: "" }, description)));
  }));
}

function drawKeyboard(value) {
  const panel = $("reply-keyboard");
  const rows = value?.rows ?? [];
  panel.replaceChildren(...rows.map((row) => el("div", { class: "keys-row" }, ...row.map((button) => replyButton(button)))));
  $("keys").hidden = !rows.length;
  toggle($("keys"), panel, rows.length > 0);
  field.placeholder = value?.placeholder || "Message";
}

// Whether a one-time keyboard closes is for the server to say, like everything else.
function replyButton(button) {
  const onclick = () => (button.request_location ? askLocation() : act("text", { text: button.text }));
  return el("button", { type: "button", class: "key", "data-testid": "reply-button", lang: "", onclick },
    el("span", { class: "label", dir: "auto" }, button.text));
}
