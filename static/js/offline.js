// "Keep on this device": the reader asks, and only then something is stored. The service worker reads what is
// written here: a kept page and all that it shows lie in a cache of their own, "kept-1:fr:/address/"; what goes along
// with every page of a language (addresses, telephones, the list of what is kept) lies in "kept-1:fr:".
const LAYOUT = "kept-1:";
const language = document.documentElement.lang;
const along = `${LAYOUT}${language}:`;

const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(LAYOUT)).sort();

const writeDay = (element, on) => {
  const slot = element.querySelector("[data-on]");
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long" });
  slot.dataset.on = on;
  slot.textContent = format.format(new Date(on)).replace(/^1 /, language === "fr" ? "1er " : "1 ");
};
const dayOf = (copy) => copy.querySelector("[data-saved] [data-on]").dataset.on;

// A page as anybody gets it, never from a cache, with the day above its header: a copy without it is never stored.
const copyOf = async (path, on) => {
  const answer = await fetch(path, { cache: "reload", credentials: "omit" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const page = parse(await answer.text());
  const banner = page.querySelector("[data-saved]");
  writeDay(banner, on);
  banner.hidden = false;
  page.querySelector("header").before(banner);
  // Without a connection nothing can be answered.
  page.querySelector("#feedback")?.closest("section").remove();
  // One size of each picture is enough.
  for (const source of page.querySelectorAll("picture > source")) source.remove();
  for (const image of page.images) image.removeAttribute("srcset");
  const parts = page.querySelectorAll(
    "link:is([rel=stylesheet], [rel=preload], [rel=icon]), script[src], img[src]",
  );
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  return {
    path,
    response: new Response(`<!doctype html>${page.documentElement.outerHTML}`, { headers }),
    parts: [...parts].map((part) => part.href || part.src),
  };
};

const load = (urls) =>
  Promise.all([...new Set(urls)].map(async (url) => [new URL(url, location).href, await fetch(url)]));

// What a style sheet asks for: fonts.
const partsOf = async ([url, answer]) => {
  if (!answer.headers.get("content-type")?.startsWith("text/css")) return [];
  const found = (await answer.clone().text()).matchAll(/url\((["']?)(.+?)\1\)/g);
  return [...found]
    .map(([, , path]) => new URL(path, url))
    .filter(({ origin }) => origin === location.origin)
    .map(({ href }) => href);
};

// Everything is there before anything is written, and pages are written last: a page that is kept is whole.
const store = async (name, paths, on) => {
  const copies = await Promise.all(paths.map((path) => copyOf(path, on)));
  const parts = await load(copies.flatMap((copy) => copy.parts));
  const fonts = await load((await Promise.all(parts.map(partsOf))).flat());
  const pages = copies.map(({ path, response }) => [new URL(path, location).href, response]);
  const fresh = new Map([...parts, ...fonts, ...pages].filter(([, answer]) => answer.ok));
  const cache = await caches.open(name);
  for (const [url, answer] of fresh) await cache.put(url, answer);
  for (const { url } of await cache.keys()) if (!fresh.has(url)) await cache.delete(url);
};

// With the last page of a language goes what was kept along, and with the last of all the worker.
const tidy = async () => {
  const names = await ours();
  for (const name of names) {
    const alone = !names.some((other) => other !== name && other.startsWith(name));
    if (name.endsWith(":") && alone) await caches.delete(name);
  }
  if (!(await ours()).length) await (await navigator.serviceWorker.getRegistration())?.unregister();
};

const erase = async (...names) => {
  for (const name of names) await caches.delete(name);
  await tidy();
};

const place = document.querySelector("[data-keep], [data-kept]");
const part = (name) => place.querySelector(`[data-do="${name}"]`);
const say = (name, on) => {
  for (const words of place.querySelectorAll("[data-said]")) {
    words.hidden = words.dataset.said !== name;
    if (on && !words.hidden) writeDay(words, on);
  }
};

// At the foot of a page.
const offerKeeping = () => {
  const name = along + location.pathname;
  let busy = false;

  const show = async () => {
    const copy = await caches.match(location.pathname, { cacheName: name, ignoreVary: true });
    part("keep").hidden = Boolean(copy);
    part("erase").hidden = !copy;
    if (copy) say("kept", dayOf(parse(await copy.text())));
    return copy;
  };

  const keep = async () => {
    const on = new Date().toISOString();
    await navigator.serviceWorker.register(place.dataset.worker, { updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    await store(along, place.dataset.with.split(" "), on);
    await store(name, [location.pathname], on);
  };

  const once = (work) => async () => {
    if (busy) return;
    busy = true;
    await work();
    busy = false;
  };

  part("keep").addEventListener("click", once(async () => {
    say("keeping");
    try {
      await keep();
      await show();
      part("erase").focus();
    } catch {
      await erase(name);
      say("failed");
    }
  }));

  part("erase").addEventListener("click", once(async () => {
    await erase(name);
    await show();
    say("erased");
    part("keep").focus();
  }));

  // Back from the list, where it may have been erased.
  addEventListener("pageshow", async ({ persisted }) => {
    if (persisted && !(await show())) say();
  });
  show();
};

// The list of what is kept.
const listKept = () => {
  // What was erased had the focus.
  const goBack = () => {
    const heading = place.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
  };

  const row = (copy, path, name) => {
    const item = place.querySelector("[data-row]").content.cloneNode(true);
    const link = item.querySelector("a");
    const button = item.querySelector("button");
    link.href = path;
    link.lang = copy.documentElement.lang;
    link.textContent = copy.querySelector("h1").textContent.trim();
    writeDay(item, dayOf(copy));
    if (name === undefined) {
      button.remove();
    } else {
      link.id = `page ${path}`.replaceAll(" ", "-");
      button.id = `erase ${path}`.replaceAll(" ", "-");
      button.setAttribute("aria-labelledby", `${button.id} ${link.id}`);
      button.addEventListener("click", async () => {
        await erase(name);
        await show();
        say((await ours()).length ? "erased" : "none");
        goBack();
      });
    }
    return item;
  };

  const show = async () => {
    const rows = { asked: [], along: [] };
    const names = await ours();
    for (const name of names) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
        const asked = !name.endsWith(":");
        const path = new URL(request.url).pathname;
        rows[asked ? "asked" : "along"].push(row(parse(await answer.text()), path, asked ? name : undefined));
      }
    }
    for (const [kind, items] of Object.entries(rows)) {
      const list = place.querySelector(`[data-list="${kind}"]`);
      (list.querySelector("ul") ?? list).replaceChildren(...items);
      list.hidden = !items.length;
    }
    part("erase-all").hidden = !names.length;
    say(names.length ? "" : "none");
  };

  part("erase-all").addEventListener("click", async () => {
    await erase(...(await ours()));
    await show();
    goBack();
  });
  show();
};

// Some browsers have no such thing, and some refuse it in a private window.
const usable = await (async () => "serviceWorker" in navigator && caches.keys())().catch(() => false);
if (usable) {
  place.hidden = false;
  place.matches("[data-keep]") ? offerKeeping() : listKept();
} else {
  document.querySelector("[data-unable]")?.classList.add("told");
  place.remove();
}
