/* Keeps today's pages on the phone: pages from the network first, what they are made of from the cache first.
   Served by the view `worker` from /work/sw.js, so that its scope is /work/. */
"use strict";

const SHELL = "anjia-shell-1";
const PAGES = "anjia-pages-1";
const LAST_RESORT = "/work/offline/";
const PATIENCE = 5000; // a network slower than this is treated as none, when the page is on the phone

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add(LAST_RESORT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldCaches().then(() => self.clients.claim()));
});

async function forgetOldCaches() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("anjia-") && name !== SHELL && name !== PAGES);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(shell(event));
  else if (isPage(request, url)) event.respondWith(page(request));
});

const isPage = (request, url) =>
  url.pathname.startsWith("/work/") && (request.mode === "navigate" || request.headers.has("X-Keep"));

async function shell(event) {
  const cache = await caches.open(SHELL);
  const held = await cache.match(event.request);
  const fresh = fetch(event.request).then((answer) => {
    if (answer.ok) cache.put(event.request, answer.clone());
    return answer;
  });
  if (!held) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return held;
}

async function page(request) {
  const cache = await caches.open(PAGES);
  const held = await cache.match(request.url);
  try {
    const answer = await (held ? Promise.race([fetch(request), tooLong()]) : fetch(request));
    if (answer.redirected || answer.type === "opaqueredirect") await leave(answer);
    else if (answer.ok) await cache.put(request.url, answer.clone());
    return answer.status >= 500 && held ? held : answer;
  } catch {
    return held || (await caches.match(LAST_RESORT)) || Response.error();
  }
}

const tooLong = () => new Promise((_done, fail) => setTimeout(() => fail(new Error("slow")), PATIENCE));

/* Sent to the log-in: whoever holds the phone now must not read the last person's visits. */
async function leave(answer) {
  if (!answer.redirected || new URL(answer.url).pathname.startsWith("/accounts/")) await caches.delete(PAGES);
}

/* The page says which visits are still hers; the others leave the phone. */
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(prune(new Set(event.data.keep)));
});

async function prune(keep) {
  const cache = await caches.open(PAGES);
  const visits = (await cache.keys()).filter((request) => new URL(request.url).pathname.startsWith("/work/visits/"));
  await Promise.all(visits.filter((request) => !keep.has(request.url)).map((request) => cache.delete(request)));
}
