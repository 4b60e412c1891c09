/* Sends the kept taps, one after the other. Every tap has an id of its own, so sending one twice does no harm. */

import { drop, waiting } from "./store.js";

const AGAIN_AFTER = 20000;

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // absent without https
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function token() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) || document.querySelector('meta[name="csrf-token"]')?.content || "";
}

async function post(act) {
  const body = new FormData();
  for (const [name, value, file] of act.fields) file ? body.append(name, value, file) : body.append(name, value);
  return fetch(act.url, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token(), "X-Act": "1", "HX-Request": "true" },
    credentials: "same-origin",
  });
}

/* How it went: done (with the new page), refused (with a sentence), login, or later. */
async function sent(act) {
  try {
    const answer = await post(act);
    if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) return { how: "login" };
    if (answer.ok) return { how: "done", html: await answer.text() };
    if (answer.status === 403) return { how: "login" };
    if (answer.status >= 500 || answer.status === 429) return { how: "later" };
    const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
    return { how: "refused", sentence: plain ? await answer.text() : "" };
  } catch {
    return { how: "later" };
  }
}

/* `tell(act, result, left)` is called after each tap; `left` are the taps still waiting. */
export function sender(person, tell) {
  let running = null;

  async function run() {
    for (let acts = await waiting(person); acts.length; acts = await waiting(person)) {
      const [act] = acts;
      const result = await sent(act);
      const settled = result.how === "done" || result.how === "refused";
      if (settled) await drop(act.key);
      await tell(act, result, await waiting(person)); // taps may have been added while this one was on its way
      if (!settled) return undefined;
    }
    return undefined;
  }

  /* One tab sends at a time, where the browser can say so. */
  const alone = () => (navigator.locks ? navigator.locks.request("anjia-acts", run) : run());

  function flush() {
    running ??= alone().finally(() => (running = null));
    return running;
  }

  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  setInterval(flush, AGAIN_AFTER);
  return flush;
}
