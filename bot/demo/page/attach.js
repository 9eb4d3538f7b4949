// Everything that is not text: files, a recorded voice, places, stickers.
import { $, el, minutes } from "./dom.js";

const PLACES = [
  ["Rollbergsiedlung", 52.4766, 13.4336],
  ["Rixdorf", 52.4749, 13.4458],
  ["Mehringplatz", 52.5037, 13.3952],
  ["Brunnenstraße", 52.5449, 13.3956],
  ["Potsdam (outside Berlin)", 52.3906, 13.0645],
];
const RECORDINGS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

let chat = null;
let answerPlace = () => {};
let recorder = null;
let clock = null;

// `actions` has act(verb, body), send(kind, file, more), sendTo(), done() and notice(text).
export function prepare(actions) {
  chat = actions;
  for (const input of document.querySelectorAll("#attach-panel input[type=file]")) input.addEventListener("change", sendChosen);
  $("attach-location").addEventListener("click", askLocation);
  $("attach-sticker").addEventListener("click", () => {
    chat.done();
    chat.act("sticker");
  });
  preparePlaces();
  prepareRecorder();
}

async function sendChosen(event) {
  const input = event.currentTarget;
  const [file] = input.files;
  if (!file) return;
  chat.done();
  const { kind } = input.dataset;
  await chat.send(kind, file, kind === "voice" ? { seconds: await seconds(file) } : {});
  input.value = ""; // so that the same file can be chosen again
}

// Nothing when the browser cannot play it: the server then takes its own guess.
function seconds(file) {
  const url = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const probe = new Audio();
    probe.addEventListener("error", () => resolve(null));
    probe.addEventListener("loadedmetadata", () => resolve(Number.isFinite(probe.duration) ? Math.ceil(probe.duration) : null));
    probe.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}

// Answers null when the person thought better of it.
export function askLocation() {
  const dialog = $("place-dialog");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => (answerPlace = resolve));
}

function preparePlaces() {
  const dialog = $("place-dialog");
  $("places").replaceChildren(...PLACES.map(([name, latitude, longitude], index) => el("li", {}, el("button", {
    type: "button", "data-testid": `place-${index}`, onclick: () => sendPlace(latitude, longitude),
  }, el("span", {}, name), el("span", { class: "quiet" }, `${latitude}, ${longitude}`)))));
  dialog.addEventListener("close", () => answerPlace(null));
  $("coordinates").addEventListener("submit", (event) => {
    event.preventDefault();
    sendTyped();
  });
  $("here").hidden = !navigator.geolocation;
  $("here").addEventListener("click", sendHere);
}

async function sendPlace(latitude, longitude) {
  const answer = answerPlace;
  answerPlace = () => {};
  $("place-dialog").close();
  chat.done();
  answer(await chat.act("location", { latitude, longitude }));
}

function sendTyped() {
  const latitude = Number($("latitude").value.trim().replace(",", "."));
  const longitude = Number($("longitude").value.trim().replace(",", "."));
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return chat.notice("These are no coordinates. Example: 52.4766 and 13.4336");
  sendPlace(latitude, longitude);
}

function sendHere() {
  const found = ({ coords }) => sendPlace(coords.latitude, coords.longitude);
  const failed = () => chat.notice("The browser did not give a place. Choose one from the list.");
  navigator.geolocation.getCurrentPosition(found, failed, { timeout: 10_000 });
}

function prepareRecorder() {
  const able = window.MediaRecorder && navigator.mediaDevices?.getUserMedia;
  $("record").hidden = !able;
  $("record").addEventListener("click", record);
  $("record-drop").addEventListener("click", () => stopRecording(false));
  $("record-send").addEventListener("click", () => stopRecording(true));
}

async function record() {
  chat.done();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    startRecording(stream);
  } catch {
    chat.notice("The microphone is not available. A voice file can be sent instead.");
  }
}

function startRecording(stream) {
  const mimeType = RECORDINGS.find((type) => MediaRecorder.isTypeSupported(type));
  const parts = [];
  const started = Date.now();
  const send = chat.sendTo(); // the voice belongs to the person who began to speak
  recorder = new MediaRecorder(stream, { mimeType });
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", (event) => {
    for (const track of stream.getTracks()) track.stop();
    const length = Math.ceil((Date.now() - started) / 1000);
    if (event.target.wanted) send("voice", voiceFile(parts, event.target.mimeType), { seconds: length });
  });
  recorder.start();
  clock = setInterval(() => ($("recorded").textContent = minutes((Date.now() - started) / 1000)), 500);
  $("recorded").textContent = "0:00";
  $("recording").hidden = false;
}

function voiceFile(parts, mimeType) {
  const type = mimeType.split(";")[0];
  return new File(parts, `voice.${type.split("/")[1]}`, { type });
}

export function stopRecording(wanted) {
  if (recorder?.state !== "recording") return;
  clearInterval(clock);
  $("recording").hidden = true;
  recorder.wanted = wanted;
  recorder.stop();
}
