import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { push } from "@/api/client";
import { pageOf } from "@/api/paging";
import type { NewPreferences, Preferences } from "@/api/types";

import { pagedQuery } from "./paged";

const notifications = "notifications";
const key = (...parts: unknown[]) => [notifications, ...parts] as const;

export const inboxQuery = pagedQuery(
  key("inbox"),
  async (query, signal) =>
    pageOf(await push.GET("/push-notifications/inbox", { params: { query }, signal })),
  { keep: true },
);

/** How many entries of the inbox are unread; the server counts to 1000. */
export const unreadQuery = queryOptions({
  queryKey: key("unread"),
  queryFn: async ({ signal }): Promise<number> => {
    const { response } = await push.GET("/push-notifications/inbox", {
      params: { query: { limit: 1 } },
      signal,
    });
    return Number(response.headers.get("X-Unread-Count") ?? 0);
  },
  refetchInterval: 60_000,
});

export const preferencesQuery = queryOptions({
  queryKey: key("preferences"),
  queryFn: async ({ signal }): Promise<Preferences> =>
    (await push.GET("/push-notifications/preferences", { signal })).data!,
  meta: { keep: true },
});

export const renewInbox = (client: QueryClient) => {
  void client.invalidateQueries({ queryKey: inboxQuery.queryKey });
  return client.invalidateQueries({ queryKey: unreadQuery.queryKey });
};

/** Marks as read what is not newer than that entry. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: string) => push.POST("/push-notifications/inbox/read", { body: { upTo } }),
    onMutate: () => client.setQueryData(unreadQuery.queryKey, 0),
    onSettled: () => client.invalidateQueries({ queryKey: unreadQuery.queryKey }),
  });
}

export function useSavePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewPreferences) =>
      (await push.PUT("/push-notifications/preferences", { body })).data!,
    onSuccess: (saved) => client.setQueryData(preferencesQuery.queryKey, saved),
  });
}
