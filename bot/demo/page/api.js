// The demo server's JSON interface.

export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function request(path, { seconds = 30, signal, ...options } = {}) {
  const limits = [AbortSignal.timeout(seconds * 1000), signal].filter(Boolean);
  const answer = await fetch(path, { ...options, signal: AbortSignal.any(limits), cache: "no-store" });
  const text = await answer.text();
  const body = parsed(text);
  if (!answer.ok) throw new ApiError(body?.error || `The server answered ${answer.status}.`, answer.status);
  return body;
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function posted(value) {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value ?? {}) };
}

const person = (id) => `/api/people/${encodeURIComponent(id)}`;

export const people = () => request("/api/people");
export const addPerson = (name, language_code) => request("/api/people", posted({ name, language_code }));
export const chat = (id, signal) => request(`${person(id)}/chat`, { signal });
// The server holds this for up to 25 s; a little more and the connection is taken for dead.
export const wait = (id, version, signal) => request(`${person(id)}/wait?version=${version}`, { signal, seconds: 40 });
export const act = (id, verb, body) => request(`${person(id)}/${verb}`, posted(body));
export const fileUrl = (fileId) => `/api/files/${encodeURIComponent(fileId)}`;

// `more`: caption, and the seconds of a voice
export function upload(id, kind, file, more) {
  const form = new FormData();
  form.append("kind", kind);
  for (const [name, value] of Object.entries(more)) if (value) form.append(name, value);
  form.append("file", file, file.name);
  return request(`${person(id)}/upload`, { method: "POST", body: form, seconds: 120 });
}
