// Keeping pages has been switched off: this worker takes the place of the one before, erases what was kept and goes.
const leave = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("kept-")) await caches.delete(name);
  }
  await registration.unregister();
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));
