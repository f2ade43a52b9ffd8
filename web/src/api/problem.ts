/** One entry of a 422: where in the body (JSON Pointer, RFC 6901) and what is wrong there. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** A refusal of the server (RFC 9457), or `status` 0 where no answer came. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly faults: readonly Fault[];
  readonly requestId: string | undefined;
  /** Seconds until another try makes sense, where the server said so. */
  readonly retryAfter: number | undefined;
  /** All members of the document, for those that only one call has. */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    document: Record<string, unknown> = {},
    headers: Headers = new Headers(),
  ) {
    const title = typeof document["title"] === "string" ? document["title"] : `Status ${status}`;
    super(typeof document["detail"] === "string" ? document["detail"] : title);
    this.name = "Problem";
    this.status = status;
    this.title = title;
    this.faults = Array.isArray(document["errors"]) ? (document["errors"] as Fault[]) : [];
    this.requestId = headers.get("X-Request-Id") ?? undefined;
    const wait = Number.parseInt(headers.get("Retry-After") ?? "", 10);
    this.retryAfter = Number.isNaN(wait) ? undefined : wait;
    this.document = document;
  }

  /** The server could not be reached: no network, or it is down. */
  get offline(): boolean {
    return this.status === 0;
  }

  /** Whether the same request could succeed later. */
  get passing(): boolean {
    return this.offline || this.status === 429 || this.status === 408 || this.status >= 500;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  let document: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) document = value as Record<string, unknown>;
  } catch {
    // A proxy's page is no problem document; the status says enough.
  }
  return new Problem(response.status, document, response.headers);
}
