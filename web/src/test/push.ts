/** A browser's push, for tests: jsdom has none. */
import { vapidKey } from "@/mocks/handlers/push";

const bytes = (key: string) => Buffer.from(key, "base64url");

/** A copy whose buffer has nothing else in it, as a browser's. */
function bufferOf(key: string): ArrayBuffer {
  const made = new ArrayBuffer(bytes(key).length);
  new Uint8Array(made).set(bytes(key));
  return made;
}

export interface PushStub {
  permission: NotificationPermission;
  /** What the person answers when asked. */
  answer: NotificationPermission;
  /** The endpoint and key of the subscription, while there is one. */
  held: { endpoint: string; key: string } | undefined;
  registered: boolean;
  /** What a push service makes of `subscribe`. */
  works: boolean;
  /** Hears what the worker tells. */
  worker: EventTarget;
}

export const endpoint = "https://fcm.googleapis.com/fcm/send/this";

/** Puts a browser with push in place; changes of what is returned are its changes. */
export function stubPush(given: Partial<PushStub> = {}): PushStub {
  const state: PushStub = {
    permission: "default",
    answer: "granted",
    held: undefined,
    registered: true,
    works: true,
    worker: new EventTarget(),
    ...given,
  };
  const subscription = () =>
    state.held && {
      endpoint: state.held.endpoint,
      options: { applicationServerKey: bufferOf(state.held.key) },
      toJSON: () => ({
        endpoint: state.held?.endpoint,
        expirationTime: null,
        keys: { p256dh: "p", auth: "a" },
      }),
      unsubscribe: () => {
        state.held = undefined;
        return Promise.resolve(true);
      },
    };
  const pushManager = {
    getSubscription: () => Promise.resolve(subscription() ?? null),
    subscribe: ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
      if (!state.works) return Promise.reject(new Error("AbortError"));
      state.held = { endpoint, key: Buffer.from(applicationServerKey).toString("base64url") };
      return Promise.resolve(subscription());
    },
  };
  const registration = { pushManager };
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", {
    get permission() {
      return state.permission;
    },
    requestPermission: () => {
      if (state.permission === "default") state.permission = state.answer;
      return Promise.resolve(state.permission);
    },
  });
  Object.defineProperty(navigator, "serviceWorker", {
    configurable: true,
    value: Object.assign(state.worker, {
      ready: Promise.resolve(registration),
      getRegistration: () => Promise.resolve(state.registered ? registration : undefined),
    }),
  });
  return state;
}

/** Takes the stubbed browser away again. */
export function unstubPush(): void {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "serviceWorker");
}

/** A subscription of this browser for the server's key, or another. */
export const held = (key = vapidKey) => ({ endpoint, key });
