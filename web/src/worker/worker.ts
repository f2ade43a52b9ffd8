/// <reference lib="webworker" />
/**
 * The service worker: keeps the app on the device, shows push messages, and opens what they are
 * about. It knows no token, and keeps no answer of the API: what is read offline is the app's own.
 */
import { clientsClaim } from "workbox-core";
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

import { registerPush } from "./push";

declare const self: ServiceWorkerGlobalScope;

// The first visit is offline-capable, too, and hears of messages.
clientsClaim();
precacheAndRoute(self.__WB_MANIFEST);
// The shell stands in for every page of the app; documentation and files of the server are its own.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    denylist: [/^\/docs/, /^\/openapi\.json/, /^\/metrics/, /^\/users\//, /\.[a-z0-9]+$/i],
  }),
);

self.addEventListener("message", (event) => {
  const message = event.data as { type?: string } | null;
  if (message?.type === "SKIP_WAITING") void self.skipWaiting();
});

registerPush(self);
