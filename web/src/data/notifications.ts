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
  refetchInterval: 30_000,
  staleTime: 5_000,
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
    onSuccess: (_answer, upTo) =>
      // Ids are UUIDv7: they grow with time.
      client.setQueryData(
        inboxQuery.queryKey,
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((each) =>
                each.read || each.notificationId > upTo ? each : { ...each, read: true },
              ),
            })),
          },
      ),
    onSettled: () => client.invalidateQueries({ queryKey: unreadQuery.queryKey }),
  });
}

/** Some of the preferences. */
export type PreferencesChange = Partial<Omit<Preferences, "daily">> & {
  daily?: Partial<Preferences["daily"]>;
};

/**
 * Changes some of my preferences: at once on the screen, and back where the server refuses. It takes
 * all of them each time, so what is sent is what the screen shows then, in the order of the changes.
 */
export function useSavePreferences() {
  const client = useQueryClient();
  const { queryKey } = preferencesQuery;
  // Where more changes wait, the last one's answer counts: it holds all of them.
  const isLast = () => client.isMutating({ mutationKey: queryKey }) === 1;
  return useMutation({
    mutationKey: queryKey,
    scope: { id: "preferences" },
    mutationFn: async () => {
      const body: NewPreferences = client.getQueryData(queryKey)!;
      return (await push.PUT("/push-notifications/preferences", { body })).data!;
    },
    onMutate: async (change: PreferencesChange) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(
        queryKey,
        (known) => known && { ...known, ...change, daily: { ...known.daily, ...change.daily } },
      );
      return { before };
    },
    onError: (_error, _change, context) => {
      if (!isLast()) return;
      if (context?.before) client.setQueryData(queryKey, context.before);
      // What was there before may have been refused as well.
      void client.invalidateQueries({ queryKey });
    },
    onSuccess: (saved) => {
      if (isLast()) client.setQueryData(queryKey, saved);
    },
  });
}
