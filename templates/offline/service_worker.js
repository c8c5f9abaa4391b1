// Reads what the reader keeps on this device; static/js/offline.js writes it. It is registered when the reader
// keeps a first page. The network always comes first: a kept copy, which carries its date, only where it fails.
const { layout, assets, never, lists } = {{ config|safe }};

const startsWithOne = (path, prefixes) => prefixes.some((prefix) => path.startsWith(prefix));

const kept = async (request) => {
  // What goes with all pages of a language ("kept-1:fr:") is the newest, and sorts before "kept-1:fr:/page/".
  for (const cacheName of (await caches.keys()).sort()) {
    const copy =
      cacheName.startsWith(layout) && (await caches.match(request, { cacheName, ignoreVary: true }));
    if (copy) return copy;
  }
};

const answer = async (request) => {
  try {
    return await fetch(request);
  } catch (failure) {
    const copy = await kept(request);
    if (copy) return copy;
    if (request.mode !== "navigate") throw failure;
    const { pathname } = new URL(request.url);
    const [, list] = lists.find(([home]) => pathname.startsWith(home));
    if (pathname === list || !(await kept(list))) throw failure;
    return Response.redirect(list);
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (
    request.method === "GET" &&
    origin === location.origin &&
    !search &&
    !startsWithOne(pathname, never) &&
    (request.mode === "navigate" || startsWithOne(pathname, assets))
  ) {
    event.respondWith(answer(request));
  }
});

// It changes nothing for the pages that are open, so that a new one needn't wait until they are closed.
addEventListener("install", () => skipWaiting());

// Kept pages stay as they are from one release to the next; what another layout has left behind goes.
const sweep = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("kept-") && !name.startsWith(layout)) await caches.delete(name);
  }
};

addEventListener("activate", (event) => event.waitUntil(sweep()));
