// Keeps the pages of a roll-call on the phone while a stage is on the road: the network first, what was kept if there
// is none. Nothing else is kept, and all of it is forgotten once the stage is over.
const CACHE = "roll-call-1";
const ROLL_CALL = /^\/operations\/[^/]+\/stages\/\d+\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(CACHE));
  else if (event.data.keep) event.waitUntil(keep(event.data.keep, event.source));
});

async function keep(addresses, page) {
  const cache = await caches.open(CACHE);
  await Promise.allSettled(addresses.map((address) => cache.add(address)));
  if (await cache.match(page.url)) page.postMessage("kept");
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === self.location.origin && event.request.method === "GET";
  if (ours && (ROLL_CALL.test(url.pathname) || url.pathname.startsWith("/static/"))) event.respondWith(fresh(event.request));
});

async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
