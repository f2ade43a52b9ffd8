/** This device's push subscription: what the browser can do, has, and what the server is told of it. */
import { useEffect } from "react";

import { push } from "@/api/client";
import type { Subscription } from "@/api/types";
import { useSession } from "@/auth/session";

/**
 * What the browser allows: `home-screen` is iOS and iPadOS, where only an app on the home screen may
 * be pushed to; `insecure` is a page that came over http.
 */
export type PushSupport = "ready" | "insecure" | "home-screen" | "unsupported";

/** An iPad's browser says it were a Mac; no Mac has a touch screen. */
export const isAppleMobile = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

/** Whether the app was opened from the home screen, or as an installed app. */
export const isInstalled = (): boolean =>
  ("standalone" in navigator && navigator.standalone === true) ||
  (typeof matchMedia === "function" && matchMedia("(display-mode: standalone)").matches);

export function pushSupport(): PushSupport {
  if (!window.isSecureContext) return "insecure";
  const all = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (all) return "ready";
  return isAppleMobile() && !isInstalled() ? "home-screen" : "unsupported";
}

/** Why a device could not be subscribed, where no server is to blame. */
export class PushRefusal extends Error {
  constructor(readonly reason: "denied" | "dismissed" | "no-worker" | "service") {
    super(`Push is not possible: ${reason}`);
    this.name = "PushRefusal";
  }
}

export function bytesOfKey(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Whether a subscription is for that key. Browsers that do not tell theirs are believed. */
export function isForKey(subscription: PushSubscription, key: string): boolean {
  const own = subscription.options?.applicationServerKey;
  if (!own) return true;
  const [have, want] = [new Uint8Array(own), bytesOfKey(key)];
  return have.length === want.length && have.every((byte, at) => byte === want[at]);
}

export async function serverKey(signal?: AbortSignal): Promise<string> {
  const { data } = await push.GET("/push-notifications/vapid-key", { ...(signal && { signal }) });
  return data!.publicKey;
}

/** The subscription that this browser holds, if any. */
export async function heldSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Tells the server of it; that makes it belong to who is signed in. */
async function tell(subscription: PushSubscription): Promise<Subscription> {
  const { endpoint, expirationTime, keys } = subscription.toJSON();
  const body = {
    endpoint: endpoint ?? subscription.endpoint,
    ...(expirationTime && { expirationTime }),
    keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" },
  };
  return (await push.POST("/push-notifications/subscribe", { body })).data!;
}

async function subscribe(held: PushSubscription | null): Promise<PushSubscription> {
  const key = await serverKey();
  if (held && isForKey(held, key)) return held;
  await held?.unsubscribe();
  const { pushManager } = await navigator.serviceWorker.ready;
  try {
    return await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOfKey(key),
    });
  } catch {
    throw new PushRefusal("service");
  }
}

/**
 * Asks for permission where that is open, subscribes, and tells the server. Call it from a click:
 * browsers ask only then. Throws a PushRefusal, or a Problem of the server.
 */
export async function subscribeThisDevice(): Promise<Subscription> {
  // Nothing may be waited for before this question.
  const permission = await Notification.requestPermission();
  if (permission !== "granted") {
    throw new PushRefusal(permission === "denied" ? "denied" : "dismissed");
  }
  // `ready` never comes where no worker was registered.
  if (!(await navigator.serviceWorker.getRegistration())) throw new PushRefusal("no-worker");
  return tell(await subscribe(await heldSubscription()));
}

/** The server's entry of that endpoint among mine. */
export async function knownAs(endpoint: string): Promise<Subscription | undefined> {
  const query = { limit: 100 };
  const { data } = await push.GET("/push-notifications", { params: { query } });
  return data?.find((each) => each.endpoint === endpoint);
}

/** Ends this device's subscription, at the server first so that it is not pushed to in between. */
export async function unsubscribeThisDevice(): Promise<void> {
  if (pushSupport() !== "ready") return;
  const held = await heldSubscription();
  if (!held) return;
  const known = await knownAs(held.endpoint);
  if (known) {
    const params = { path: { subscriptionId: known.subscriptionId } };
    await push.DELETE("/push-notifications/{subscriptionId}", { params });
  }
  await held.unsubscribe();
}

/** Ends it in the browser alone, for where the server is out of reach or has ended it already. */
export async function forgetThisDevice(): Promise<void> {
  if (pushSupport() === "ready") await (await heldSubscription())?.unsubscribe();
}

/** Tells the server again of a subscription that there is; makes none. */
export async function renewThisDevice(): Promise<void> {
  if (pushSupport() !== "ready" || Notification.permission !== "granted") return;
  const held = await heldSubscription();
  if (held) await tell(await subscribe(held));
}

/**
 * At the start of the app, and when somebody signs in: this device's subscription becomes theirs,
 * and gets the server's present key.
 */
export function useRenewSubscription(): void {
  const owner = useSession()?.email;
  useEffect(() => {
    // What fails now is tried at the next start; the settings say what is wrong.
    if (owner) void renewThisDevice().catch(() => undefined);
  }, [owner]);
}
