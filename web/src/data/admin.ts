/** For administrators: accounts, and messages to everyone. The server refuses everybody else. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

import { push, users } from "@/api/client";
import { pageOf } from "@/api/paging";
import type { Announcement, PushJob } from "@/api/types";

import { itemsOf, pagedQuery } from "./paged";

const key = (...parts: unknown[]) => ["admin", ...parts] as const;

/** Accounts by their e-mail; `query` is its beginning. */
export const accountsQuery = (query: string) =>
  pagedQuery(key("accounts", query), async (page, signal) =>
    pageOf(
      await users.GET("/users/admin/accounts", {
        params: { query: query ? { ...page, query } : page },
        signal,
      }),
    ),
  );

export type AccountAction = "disable" | "enable" | "sign-out" | "make-admin" | "remove-admin";

async function act(action: AccountAction, userId: string): Promise<void> {
  const params = { path: { userId } };
  const group = { path: { userId, group: "admin" } };
  switch (action) {
    case "disable":
      await users.POST("/users/admin/accounts/{userId}/disable", { params });
      return;
    case "enable":
      await users.POST("/users/admin/accounts/{userId}/enable", { params });
      return;
    case "sign-out":
      await users.POST("/users/admin/accounts/{userId}/sign-out", { params });
      return;
    case "make-admin":
      await users.PUT("/users/admin/accounts/{userId}/groups/{group}", { params: group });
      return;
    case "remove-admin":
      await users.DELETE("/users/admin/accounts/{userId}/groups/{group}", { params: group });
  }
}

/** Does something with an account. Nothing is shown before the server has done it. */
export function useAccountAction(userId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: AccountAction) => act(action, userId),
    onSuccess: () => client.invalidateQueries({ queryKey: key("accounts") }),
  });
}

const moving = (job: PushJob) => job.state !== "done";
const look = 2000;

/** Daily calls and messages, newest first; asked for again while one is under way. */
export const jobsQuery = {
  ...pagedQuery(
    key("jobs"),
    async (query, signal) =>
      pageOf(await push.GET("/push-notifications/jobs", { params: { query }, signal })),
    { limit: 20 },
  ),
  refetchInterval: (query: { state: { data?: Parameters<typeof itemsOf<PushJob>>[0] } }) =>
    itemsOf(query.state.data).some(moving) && look,
};

const renewJobs = (client: QueryClient) =>
  client.invalidateQueries({ queryKey: jobsQuery.queryKey });

/** Sends a message to everyone; the key makes sure that a second try does not send a second one. */
export function useSendToEveryone() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ idempotencyKey, ...body }: Announcement & { idempotencyKey: string }) =>
      (
        await push.POST("/push-notifications/send", {
          body,
          headers: { "Idempotency-Key": idempotencyKey },
        })
      ).data!,
    onSuccess: () => renewJobs(client),
  });
}
