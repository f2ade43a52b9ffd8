/** The server's figures: Prometheus text, read into numbers. */
import { queryOptions } from "@tanstack/react-query";

import { apiBase, instanceConfig } from "@/api/config";
import { Problem, problemOf } from "@/api/problem";
import { accessToken } from "@/auth/session";

export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** Samples by the name of their metric. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escapes: Record<string, string> = { n: "\n", '"': '"', "\\": "\\" };

const unescape = (text: string) =>
  text.replace(/\\(.)/g, (whole, letter: string) => escapes[letter] ?? whole);

function valueOf(text: string): number {
  if (text === "+Inf") return Infinity;
  return text === "-Inf" ? -Infinity : Number(text);
}

/** Reads the text format 0.0.4. What is no sample is left out. */
export function parseMetrics(text: string): Samples {
  const samples = new Map<string, Sample[]>();
  for (const each of text.split("\n")) {
    const [, name, labels = "", value] = line.exec(each.trim()) ?? [];
    if (!name || value === undefined) continue;
    const pairs = [...labels.matchAll(label)].map((found) => [found[1]!, unescape(found[2]!)]);
    const sample = { labels: Object.fromEntries(pairs) as Sample["labels"], value: valueOf(value) };
    const known = samples.get(name);
    if (known) known.push(sample);
    else samples.set(name, [sample]);
  }
  return samples;
}

async function scrape(signal: AbortSignal): Promise<string> {
  const base = apiBase(await instanceConfig());
  const token = await accessToken();
  let response: Response;
  try {
    response = await fetch(`${base}/metrics`, {
      signal,
      cache: "no-store",
      headers: token ? { Authorization: `Bearer ${token}` } : {},
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Problem(0, { title: "The server cannot be reached" });
  }
  if (!response.ok) throw await problemOf(response);
  return response.text();
}

export const scrapeInterval = 5000;
/** Ten minutes of it. */
const kept = 120;

/**
 * Figures made by `read` of each scrape, oldest first, since they are looked at; the very first one
 * stays, so that one can tell what happened since.
 */
export const metricsQuery = <Figures>(read: (samples: Samples, at: number) => Figures) =>
  queryOptions({
    queryKey: ["metrics"],
    queryFn: async ({ client, queryKey, signal }): Promise<Figures[]> => {
      const before = client.getQueryData<Figures[]>(queryKey) ?? [];
      const now = read(parseMetrics(await scrape(signal)), Date.now());
      return [...before.slice(0, 1), ...before.slice(1).slice(-kept + 2), now];
    },
    refetchInterval: scrapeInterval,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    structuralSharing: false,
  });
