import { QueryClient, onlineManager } from "@tanstack/react-query";

import { Problem } from "@/api/problem";

const most = 3;

/** Refusals are final; what passes is tried again, unless the device is offline. */
function again(failures: number, error: Error): boolean {
  if (!(error instanceof Problem)) return false;
  return error.passing && navigator.onLine && failures < most;
}

function wait(failures: number, error: Error): number {
  if (error instanceof Problem && error.retryAfter !== undefined) return error.retryAfter * 1000;
  return Math.min(500 * 2 ** failures, 8000);
}

/** What belongs to a query besides its data. */
interface Meta extends Record<string, unknown> {
  /** Kept on the device, to be read offline. */
  keep?: boolean;
}

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Error;
    queryMeta: Meta;
  }
}

/**
 * From the first moment on, and from what is the case then: the library's own way takes a page that
 * opens offline for online.
 */
function followNetwork(): void {
  onlineManager.setEventListener((setOnline) => {
    const tell = () => setOnline(navigator.onLine);
    tell();
    addEventListener("online", tell);
    addEventListener("offline", tell);
    return () => {
      removeEventListener("online", tell);
      removeEventListener("offline", tell);
    };
  });
}

export function makeQueryClient(): QueryClient {
  followNetwork();
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: again,
        retryDelay: wait,
        staleTime: 20_000,
        gcTime: 24 * 60 * 60_000,
        // Tried without a network too: the answer may be in the worker's cache, and an error that
        // says "offline" is better than one that never comes.
        networkMode: "offlineFirst",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
