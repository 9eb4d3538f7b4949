// Follows one person's chat by long polling for as long as somebody looks at it.
import { chat, wait } from "./api.js";

const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;

// `tell` has document(doc, isNewer), lost(milliseconds), back() and gone(). Returns a function that stops following.
export function follow(id, tell) {
  const stop = new AbortController();
  run(id, tell, stop.signal);
  return () => stop.abort();
}

async function run(id, tell, signal) {
  let version = null;
  let failures = 0;
  while (!signal.aborted) {
    const asked = Date.now();
    try {
      const doc = version === null ? await chat(id, signal) : await wait(id, version, signal);
      if (signal.aborted) return;
      if (failures) tell.back();
      failures = 0;
      const unchanged = doc.version === version;
      version = doc.version;
      if (!unchanged) tell.document(doc);
      else if (Date.now() - asked < 500) await pause(1000, signal); // a server that does not hold must not be hammered
    } catch (error) {
      if (signal.aborted) return;
      if (error.status === 404) return tell.gone();
      // A restarted server counts its versions from the beginning, so ask for the whole chat again.
      version = null;
      const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** failures++);
      tell.lost(delay);
      await pause(delay, signal);
    }
  }
}

// Ends early when it is pointless to go on waiting: the network or the person is back, or the chat was left.
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const tidy = new AbortController();
    const now = () => {
      clearTimeout(timer);
      tidy.abort();
      resolve();
    };
    const timer = setTimeout(now, milliseconds);
    const once = { once: true, signal: tidy.signal };
    signal.addEventListener("abort", now, once);
    window.addEventListener("online", now, once);
    document.addEventListener("visibilitychange", now, once);
  });
}
