/* The caregiver's phone: every tap is kept first and sent then, so a page works the same with and without network. */

import { imagine, renew, replace, settle } from "./page.js";
import { newId, sender } from "./queue.js";
import { place, metresBetween } from "./place.js";
import { keep, waiting } from "./store.js";
import { shrink } from "./shrink.js";
import { NOBODY, forgetRefused, giveBack, giveBackKept, isOurs, written } from "./typed.js";

const FAR = 500; // as fieldwork.rules.FAR_METRES
const LOOK_AGAIN = 60000;
const LONGEST_WAIT = 8000; // for the server's word, before she reads that it is kept
const PAGES = "anjia-pages-1";
const pill = document.getElementById("waiting");
const words = pill.dataset;
const person = words.person;
const visit = () => document.getElementById("visit");
const say = (text, tone = "") => document.body.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text, tone } }));

/* --- keeping and sending ---------------------------------------------------------------------- */

const flush = sender(person, async (act, result, left) => {
  if (result.how === "done") await taken(act, result.html, left);
  if (result.how === "refused") await refused(act, result.sentence, left);
  count(left.length, result.how === "login");
});

/* Taps whose form waits for what the server says, and what it said: what is refused stays typed. */
const awaited = new Map();

async function taken(act, html, left) {
  awaited.set(act.id, true);
  const here = visit()?.dataset.visit === act.visit;
  const more = left.some((other) => other.visit === act.visit);
  await hold(act.page, html);
  if (here && act.kind === "complete" && !more) return location.assign(visit().dataset.doneUrl);
  if (here) replace(html);
  if (!act.visit && act.page === location.href) renew(html);
  left.forEach(imagine);
  if (!left.length && words.late) say(words.wordSent, "good");
  return undefined;
}

/* The page on the phone is the newest one known, so that it opens right without network. */
async function hold(url, html) {
  if (!window.caches || !url) return;
  const cache = await caches.open(PAGES);
  await cache.put(new URL(url, location.href).href, new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
}

async function refused(act, sentence, left) {
  awaited.set(act.id, false);
  say(sentence || document.body.dataset.wordFailed, "bad");
  giveBack(act, person); // before anything is waited for: the act is no longer kept
  left.forEach(imagine);
  await look();
}

/* The page as the server has it now. */
async function look() {
  const page = visit();
  if (!page) return;
  try {
    const answer = await fetch(page.dataset.url, { headers: { "X-Keep": "1" } });
    if (!answer.ok || answer.redirected) return;
    replace(await answer.text());
    (await waiting(person)).forEach(imagine);
  } catch {
    count((await waiting(person)).length);
  }
}

function count(left, loggedOut = false) {
  const offline = !navigator.onLine;
  const text = loggedOut ? words.wordLogIn : left ? words.wordWaiting : offline ? words.wordOffline : "";
  pill.hidden = !text;
  pill.textContent = text.replace("{n}", left);
  pill.dataset.logIn = loggedOut ? "yes" : "";
  words.late = left ? "yes" : "";
}

pill.addEventListener("click", () => (pill.dataset.logIn ? location.assign(words.wordLogInGo) : flush()));

async function tap(form, fields) {
  const page = visit();
  const id = newId();
  const act = {
    id,
    person,
    visit: page?.dataset.visit || "",
    page: page?.dataset.url || location.href,
    url: form.action,
    kind: form.dataset.act,
    step: form.closest("[data-step]")?.dataset.step,
    box: form.closest("[data-photo-box]")?.dataset.photoBox,
    photo: form.closest("[data-photo]")?.dataset.photo,
    fields: [...fields, ["client_id", id], ["said_at", new Date().toISOString()]],
  };
  form.dataset.sent = id; // its words stand there until it is emptied
  await keep(act);
  imagine(act);
  const acts = await waiting(person);
  if (!navigator.onLine && acts.length === 1 && !form.dataset.said) say(words.wordKept);
  count(navigator.onLine ? 0 : acts.length);
  flush();
  return id;
}

/* Waits a while for the server's word, empties the form unless the server refused or somebody types on, and says what
   came of it. */
async function told(form, id, typed) {
  const button = form.querySelector("button:not([type=button])");
  button?.setAttribute("aria-busy", "true");
  const slow = await Promise.race([answered(id), pause(LONGEST_WAIT).then(() => true)]);
  const acts = await waiting(person);
  button?.removeAttribute("aria-busy");
  if (awaited.get(id) === false) return; // the sentence has been said, and what was typed stays
  if (written(form) === typed) form.reset();
  const waits = acts.some((act) => act.id === id);
  if (waits) count(acts.length, Boolean(pill.dataset.logIn));
  say(waits ? whyItWaits(slow, acts.length) : form.dataset.said, waits ? "" : "good");
}

function whyItWaits(slow, left) {
  if (!navigator.onLine) return words.wordKept;
  if (pill.dataset.logIn) return words.wordLogIn.replace("{n}", left);
  return slow ? words.wordSlow : words.wordAgain || words.wordKept; // a page kept from before has no such word
}

async function answered(id) {
  for (let tries = 0; navigator.onLine && !awaited.has(id) && tries < 2; tries += 1) await flush();
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/* --- what the forms send ------------------------------------------------------------------------ */

async function fieldsOf(form) {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (isOurs(name)) continue;
    if (!(value instanceof File)) fields.push([name, value]);
    else if (value.size) fields.push([name, ...(await shrink(value))]);
  }
  return fields;
}

document.addEventListener("reset", ({ target }) => delete target.dataset.sent);

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.taking) return; // a second press while the photo is being made smaller
  form.dataset.taking = "yes";
  await take(form).finally(() => delete form.dataset.taking);
});

async function take(form) {
  if (form.dataset.act === "check_in" && !("noted" in form.dataset)) return checkIn(form);
  const typed = written(form);
  const fields = await fieldsOf(form);
  form.closest("dialog")?.close();
  const id = await tap(form, fields);
  if (form.dataset.said) return told(form, id, typed);
  if (form.dataset.act === "incident") say(words.wordReported, "good");
  if (["photo", "incident"].includes(form.dataset.act)) form.reset();
  return undefined;
}

async function checkIn(form) {
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  const here = await place();
  button.removeAttribute("aria-busy");
  const home = form.dataset.latitude && [Number(form.dataset.latitude), Number(form.dataset.longitude)];
  if (home && !here) return askWhy(words.wordPlace, ["", ""]);
  const metres = home ? Math.round(metresBetween(home, here) / 10) * 10 : 0;
  if (metres > FAR) return askWhy(words.wordFar.replace("{n}", metres), here);
  return tap(form, here ? [["latitude", here[0]], ["longitude", here[1]]] : []);
}

function askWhy(sentence, [latitude, longitude]) {
  const dialog = document.getElementById("check-in-note");
  dialog.querySelector("[data-why]").textContent = sentence;
  dialog.querySelector("[name=latitude]").value = latitude;
  dialog.querySelector("[name=longitude]").value = longitude;
  dialog.showModal();
}

/* --- pages that stay on the phone ------------------------------------------------------------------ */

async function remember() {
  if (!("serviceWorker" in navigator) || !window.caches) return;
  await forgetTheLastPerson();
  await navigator.serviceWorker.register(words.worker, { scope: "/work/" });
  const first = !navigator.serviceWorker.controller;
  if (first) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  if (first) await fetchAll([location.href, ...madeOf()]); // this page came before there was a worker to keep it
  const list = document.querySelector("[data-day-list]");
  if (!list || !navigator.onLine) return;
  const urls = [...list.querySelectorAll("a[data-keep]")].map((link) => link.href);
  await fetchAll(urls);
  navigator.serviceWorker.controller?.postMessage({ keep: urls });
}

async function fetchAll(urls) {
  for (const url of urls) await fetch(url, { headers: { "X-Keep": "1" } }).catch(() => undefined);
}

/* The style sheets and scripts of this page. */
function madeOf() {
  const names = performance.getEntriesByType("resource").map((entry) => entry.name);
  return names.filter((name) => new URL(name).pathname.startsWith("/static/"));
}

async function forgetTheLastPerson() {
  if (person === NOBODY || localStorage.getItem("anjia-person") === person) return;
  await caches.delete(PAGES);
  localStorage.setItem("anjia-person", person);
}

document.querySelector("form[data-leaves]")?.addEventListener("submit", () => {
  if (window.caches) caches.delete(PAGES);
  localStorage.removeItem("anjia-person");
  forgetRefused();
});

/* --- start ------------------------------------------------------------------------------------------- */

async function start() {
  const acts = await waiting(person);
  acts.forEach(imagine);
  settle();
  giveBackKept(person);
  count(acts.length);
  flush();
  remember();
}

window.addEventListener("offline", async () => count((await waiting(person)).length));
window.addEventListener("online", async () => count((await waiting(person)).length));
setInterval(async () => {
  const busy = document.visibilityState !== "visible" || document.querySelector("dialog[open]") || visit()?.dataset.state === "done";
  if (!busy && navigator.onLine && !(await waiting(person)).length) look();
}, LOOK_AGAIN);

start();
