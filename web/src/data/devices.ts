/** The devices that I am notified on: the one in hand, and what the server knows of all of them. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { push } from "@/api/client";
import type { Subscription } from "@/api/types";

import { renewInbox } from "./notifications";
import {
  type PushSupport,
  heldSubscription,
  isForKey,
  pushSupport,
  serverKey,
  subscribeThisDevice,
  unsubscribeThisDevice,
} from "./subscriptions";

const key = (...parts: unknown[]) => ["devices", ...parts] as const;

export interface ThisDevice {
  support: PushSupport;
  permission: NotificationPermission;
  /** Where the browser's push service takes messages for this device; absent: not subscribed. */
  endpoint?: string;
  /** Whether the subscription is for the key that the server signs with. */
  keyMatches: boolean;
}

/** Looks at the browser each time that it is shown, for permissions change outside of the app. */
export const thisDeviceQuery = queryOptions({
  queryKey: key("this"),
  queryFn: async ({ signal }): Promise<ThisDevice> => {
    const support = pushSupport();
    if (support !== "ready") return { support, permission: "default", keyMatches: true };
    const { permission } = Notification;
    const held = await heldSubscription();
    if (!held) return { support, permission, keyMatches: true };
    const keyMatches = isForKey(held, await serverKey(signal));
    return { support, permission, endpoint: held.endpoint, keyMatches };
  },
  staleTime: 0,
});

export const devicesQuery = queryOptions({
  queryKey: key("all"),
  queryFn: async ({ signal }): Promise<Subscription[]> => {
    const params = { query: { limit: 100 } };
    return (await push.GET("/push-notifications", { params, signal })).data ?? [];
  },
});

export const renewDevices = (client: QueryClient) => client.invalidateQueries({ queryKey: key() });

/** Subscribes this device, or ends that. Call it from a click: the browser may ask. */
export function useSubscribe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (on: boolean) => {
      if (on) await subscribeThisDevice();
      else await unsubscribeThisDevice();
    },
    onSettled: () => renewDevices(client),
  });
}

export function useRemoveDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (subscriptionId: string) =>
      push.DELETE("/push-notifications/{subscriptionId}", { params: { path: { subscriptionId } } }),
    onSettled: () => renewDevices(client),
  });
}

/** Sends a notification to all my devices; what came of it is then in their `lastTest`. */
export function useTestPush() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => push.POST("/push-notifications/test"),
    onSuccess: () => {
      void renewInbox(client);
      return client.invalidateQueries({ queryKey: devicesQuery.queryKey });
    },
  });
}
