/** What `/config.json` tells a client of this instance. */
export interface InstanceConfig {
  instanceName: string;
  /** Where the API is; "" is where the app is. */
  apiUrl: string;
  /** Where Cognito's protocol is spoken; "" is where the app is, or Amazon Cognito with SRP. */
  authEndpoint: string;
  authFlow: "USER_PASSWORD_AUTH" | "USER_SRP_AUTH";
  userPoolId: string;
  userPoolClientId: string;
  vapidKey: string;
  imprintUrl: string;
  privacyUrl: string;
  /** Who may sign up; absent where Cognito decides. */
  signUp?: "open" | "invitation" | "domains" | "closed";
}

const kept = "dailygrind.config";

function remembered(): InstanceConfig | undefined {
  const text = localStorage.getItem(kept);
  return text ? (JSON.parse(text) as InstanceConfig) : undefined;
}

async function fetched(): Promise<InstanceConfig> {
  const response = await fetch("/config.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`config.json: status ${response.status}`);
  const config = (await response.json()) as InstanceConfig;
  localStorage.setItem(kept, JSON.stringify(config));
  return config;
}

let asked: Promise<InstanceConfig> | undefined;

/**
 * The configuration as it was known last time, at once, while a fresh one is fetched for the next
 * start; at the first start the fetched one. Rejects where there is neither.
 */
export function instanceConfig(): Promise<InstanceConfig> {
  asked ??= (async () => {
    const fresh = fetched();
    const known = remembered();
    if (!known) return fresh;
    fresh.catch(() => undefined); // offline: the known one does
    return known;
  })();
  asked.catch(() => {
    asked = undefined;
  });
  return asked;
}

/** The fresh one, for where an old one would mislead, such as who may sign up. */
export function freshConfig(): Promise<InstanceConfig> {
  asked = fetched();
  asked.catch(() => {
    asked = undefined;
  });
  return asked;
}

export function apiBase(config: InstanceConfig): string {
  const url = config.apiUrl.replace(/\/$/, "");
  return url === location.origin ? "" : url;
}
