/** What stands between a notification and this device, step by step. */
import type { Subscription } from "@/api/types";
import type { ThisDevice } from "@/data/devices";

export type StepId = "secure" | "support" | "permission" | "subscription" | "server";

/** `ask`: the next click helps. `stuck`: more has to be done. `later`: a step before comes first. */
export type StepState = "good" | "ask" | "stuck" | "later" | "checking";

export interface Step {
  id: StepId;
  state: StepState;
  /** Which words say more about it. */
  reason: string;
}

const later = "later" as const;

function subscriptionStep(device: ThisDevice): Step {
  const step = (state: StepState, reason: string): Step => ({ id: "subscription", state, reason });
  if (device.support !== "ready" || device.permission !== "granted") return step(later, later);
  if (!device.endpoint) return step("ask", "none");
  return device.keyMatches ? step("good", "good") : step("ask", "oldKey");
}

/** `devices` is what the server knows; undefined until it has answered. */
export function diagnose(device: ThisDevice, devices: readonly Subscription[] | undefined): Step[] {
  const { support, permission, endpoint } = device;
  const secure = support !== "insecure";
  const ready = support === "ready";
  const subscription = subscriptionStep(device);
  const known = devices?.some((each) => each.endpoint === endpoint) ?? false;
  const server = (): Step => {
    const step = (state: StepState, reason: string): Step => ({ id: "server", state, reason });
    if (subscription.state !== "good") return step(later, later);
    if (!devices) return step("checking", "checking");
    return known ? step("good", "good") : step("ask", "unknown");
  };
  const permissions = { granted: "good", default: "ask", denied: "stuck" } as const;
  return [
    { id: "secure", state: secure ? "good" : "stuck", reason: secure ? "good" : "insecure" },
    {
      id: "support",
      state: ready ? "good" : secure ? "stuck" : later,
      reason: ready ? "good" : secure ? support : later,
    },
    {
      id: "permission",
      state: ready ? permissions[permission] : later,
      reason: ready ? permission : later,
    },
    subscription,
    server(),
  ];
}

/** What came of a test: the push service's answer, or that there was none in time. */
export type TestNews = "waiting" | "silent" | "gone" | "sent" | "refused" | "throttled" | "failed";

/** `before` is the time of the test before. A device that vanished was refused as unknown. */
export function newsOf(
  known: Subscription | undefined,
  before: number,
  late: boolean,
): { news: TestNews; status?: number } {
  if (!known) return { news: "gone" };
  const { lastTest } = known;
  if (lastTest && Number(lastTest.timestamp) > before) {
    return { news: lastTest.outcome, status: lastTest.status };
  }
  return { news: late ? "silent" : "waiting" };
}
