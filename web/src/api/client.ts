import createClient, { type Middleware } from "openapi-fetch";

import { apiBase, instanceConfig } from "./config";
import type { paths as PostPaths } from "./generated/post";
import type { paths as PushPaths } from "./generated/push-notification";
import type { paths as UserPaths } from "./generated/user";
import { Problem, problemOf } from "./problem";

/** Who signs requests; set once by `auth`, which this folder does not know. */
export interface Signer {
  /** A token that holds, or undefined where nobody is signed in. Throws where it cannot be had. */
  accessToken(): Promise<string | undefined>;
  /** The token was refused: a new one, or undefined where the sign-in is over. */
  renewedToken(refused: string): Promise<string | undefined>;
}

let signer: Signer = {
  accessToken: () => Promise.resolve(undefined),
  renewedToken: () => Promise.resolve(undefined),
};

export function signRequestsWith(given: Signer): void {
  signer = given;
}

/** Throws what fetch throws as a Problem of status 0. */
async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw new Problem(0, { title: "The server cannot be reached" });
  }
}

/** Sends with the caller's token, once more with a new one where the first has run out. */
async function send(request: Request): Promise<Response> {
  const base = apiBase(await instanceConfig());
  const path = new URL(request.url);
  const target = base ? new Request(base + path.pathname + path.search, request) : request;
  const token = await signer.accessToken();
  const again = token ? target.clone() : undefined;
  if (token) target.headers.set("Authorization", `Bearer ${token}`);
  const response = await reach(target);
  if (response.status !== 401 || !token || !again) return response;
  const renewed = await signer.renewedToken(token);
  if (!renewed) return response;
  again.headers.set("Authorization", `Bearer ${renewed}`);
  return reach(again);
}

const refuse: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
};

function client<Paths extends object>() {
  const made = createClient<Paths>({ baseUrl: location.origin, fetch: send });
  made.use(refuse);
  return made;
}

/**
 * The three services. Every call resolves with `data` set, or rejects with a Problem; a 204 has no
 * `data`.
 */
export const users = client<UserPaths>();
export const posts = client<PostPaths>();
export const push = client<PushPaths>();
