/**
 * Who is signed in on this device. Tokens lie in localStorage (docs/decisions/0021 says why and
 * against whom that holds); every tab sees the same session, and one of them renews it at a time.
 */
import { useSyncExternalStore } from "react";

import { signRequestsWith } from "@/api/client";
import { Problem } from "@/api/problem";

import * as cognito from "./cognito";

export interface Session {
  email: string;
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since the epoch, by this device's clock. */
  expiresAt: number;
}

const place = "dailygrind.session";
/** Renewed this long before its end, so that a token does not run out on its way. */
const margin = 30_000;

let current = read();
const listeners = new Set<() => void>();

function read(): Session | undefined {
  const text = localStorage.getItem(place);
  if (!text) return undefined;
  try {
    return JSON.parse(text) as Session;
  } catch {
    return undefined;
  }
}

function keep(session: Session | undefined): void {
  if (session) localStorage.setItem(place, JSON.stringify(session));
  else localStorage.removeItem(place);
  hear(session);
}

function hear(session: Session | undefined): void {
  current = session;
  for (const listener of listeners) listener();
}

window.addEventListener("storage", (event) => {
  if (event.key === place || event.key === null) hear(read());
});

function sessionOf(email: string, tokens: cognito.Tokens, previous?: Session): Session {
  return {
    email,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? previous?.refreshToken ?? "",
    expiresAt: Date.now() + tokens.expiresIn * 1000,
  };
}

export async function signIn(email: string, password: string): Promise<void> {
  keep(sessionOf(email, await cognito.signIn(email, password)));
}

/** Forgets the session here; the server ends it, too, where it can be reached. */
export async function signOut(): Promise<void> {
  const session = current;
  keep(undefined);
  if (session) await cognito.revoke(session.refreshToken).catch(() => undefined);
}

/** Ends every session of the account. Throws where the server did not. */
export async function signOutEverywhere(): Promise<void> {
  const token = await accessToken();
  if (token) await cognito.globalSignOut(token);
  keep(undefined);
}

/** After the account is gone: there is nothing to revoke. */
export function forgetSession(): void {
  keep(undefined);
}

/** One tab at a time, where the browser can see to that: on https. */
async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  const locks = navigator.locks as LockManager | undefined;
  return locks ? await locks.request(place, work) : work();
}

/**
 * The tokens of another tab, where that has renewed them meanwhile. A refusal ends the session; an
 * unreachable server does not.
 */
async function renew(refused: string): Promise<string | undefined> {
  return alone(async () => {
    const session = read();
    if (!session) return undefined;
    if (session.accessToken !== refused) {
      hear(session);
      return session.accessToken;
    }
    try {
      keep(sessionOf(session.email, await cognito.refresh(session.refreshToken), session));
      return current?.accessToken;
    } catch (error) {
      if (!(error instanceof cognito.CognitoError) || error.offline) throw new Problem(0);
      if (error.name === "NotAuthorizedException" || error.name === "UserNotFoundException") {
        keep(undefined);
        return undefined;
      }
      throw new Problem(503, { title: error.message });
    }
  });
}

export async function accessToken(): Promise<string | undefined> {
  if (!current) return undefined;
  if (current.expiresAt - Date.now() > margin) return current.accessToken;
  return renew(current.accessToken);
}

signRequestsWith({ accessToken, renewedToken: renew });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentSession = (): Session | undefined => current;

/** Undefined where nobody is signed in. */
export function useSession(): Session | undefined {
  return useSyncExternalStore(subscribe, currentSession);
}

/** The groups that the token names; what they allow is decided by the server. */
export function groupsOf(session: Session | undefined): string[] {
  const payload = session?.accessToken.split(".")[1];
  if (!payload) return [];
  try {
    const claims = JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/"))) as {
      "cognito:groups"?: string[];
    };
    return claims["cognito:groups"] ?? [];
  } catch {
    return [];
  }
}

export const isAdministrator = (session: Session | undefined) =>
  groupsOf(session).includes("admin");
