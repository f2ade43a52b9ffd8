import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { users } from "@/api/client";
import { pageOf } from "@/api/paging";
import type { ProfileInput, UserDetails, UserInfo } from "@/api/types";

import { pagedQuery } from "./paged";

/** Everything about people is below this key, so that one change can renew all of it. */
const people = "people";
const key = (...parts: unknown[]) => [people, ...parts] as const;

/** My profile; null while there is none. */
export const meQuery = queryOptions({
  queryKey: key("me"),
  queryFn: async ({ signal }) => (await users.GET("/users/me", { signal })).data ?? null,
  staleTime: 60_000,
  meta: { keep: true },
});

export const personQuery = (userId: string) =>
  queryOptions({
    queryKey: key("person", userId),
    queryFn: async ({ signal }): Promise<UserDetails> =>
      (await users.GET("/users/{userId}/details", { params: { path: { userId } }, signal })).data!,
    meta: { keep: true },
  });

export const myDetailsQuery = queryOptions({
  queryKey: key("my-details"),
  queryFn: async ({ signal }): Promise<UserDetails | null> =>
    (await users.GET("/users/me/details", { signal })).data ?? null,
  meta: { keep: true },
});

export const myFriendsQuery = pagedQuery(
  key("friends"),
  async (query, signal) =>
    pageOf(await users.GET("/users/me/friends", { params: { query }, signal })),
  { keep: true },
);
export const friendsOfQuery = (userId: string) =>
  pagedQuery(key("friends-of", userId), async (query, signal) =>
    pageOf(
      await users.GET("/users/{userId}/friends", { params: { path: { userId }, query }, signal }),
    ),
  );
export const mutualFriendsQuery = (userId: string) =>
  pagedQuery(key("mutual", userId), async (query, signal) =>
    pageOf(
      await users.GET("/users/{userId}/friends/mutual", {
        params: { path: { userId }, query },
        signal,
      }),
    ),
  );
export const incomingQuery = pagedQuery(key("incoming"), async (query, signal) =>
  pageOf(await users.GET("/users/requests/incoming", { params: { query }, signal })),
);
export const outgoingQuery = pagedQuery(key("outgoing"), async (query, signal) =>
  pageOf(await users.GET("/users/requests/outgoing", { params: { query }, signal })),
);
export const suggestionsQuery = pagedQuery(key("suggestions"), async (query, signal) =>
  pageOf(await users.GET("/users/me/suggestions", { params: { query }, signal })),
);
export const everyoneQuery = pagedQuery(key("everyone"), async (query, signal) =>
  pageOf(await users.GET("/users", { params: { query }, signal })),
);
export const searchQuery = (name: string) =>
  pagedQuery(key("search", name), async (query, signal) =>
    pageOf(await users.GET("/users/search", { params: { query: { ...query, name } }, signal })),
  );
export const blocksQuery = pagedQuery(key("blocks"), async (query, signal) =>
  pageOf(await users.GET("/users/me/blocks", { params: { query }, signal })),
);

/** Everything known about people is asked for again where it is shown. */
export const renewPeople = (client: QueryClient) =>
  client.invalidateQueries({ queryKey: [people] });

export type RelationAction =
  "ask" | "cancel" | "accept" | "decline" | "remove" | "block" | "unblock";

const after: Record<RelationAction, Partial<UserInfo>> = {
  ask: { relation: "outgoing" },
  cancel: { relation: "none" },
  accept: { relation: "friend", isFriend: true },
  decline: { relation: "none" },
  remove: { relation: "none", isFriend: false },
  block: { relation: "none", isFriend: false },
  unblock: {},
};

/** Whether somebody is no longer in that list, which its key names, once that is done. */
function leaves(action: RelationAction, list: unknown): boolean {
  switch (action) {
    case "cancel":
      return list === "outgoing";
    case "accept":
    case "decline":
      return list === "incoming";
    case "remove":
      return list === "friends";
    case "block":
      return list !== "blocks";
    case "unblock":
      return list === "blocks";
    default:
      return false;
  }
}

const isPerson = (value: object, userId: string): value is UserInfo =>
  "userId" in value && "firstName" in value && "relation" in value && value.userId === userId;

/** Sets what is known of somebody wherever they appear: single, in details, in pages of lists. */
function changePerson(client: QueryClient, userId: string, action: RelationAction): void {
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: [people] })) {
    const gone = leaves(action, queryKey[1]);
    const changed = (value: unknown): unknown => {
      if (typeof value !== "object" || value === null) return value;
      if (Array.isArray(value)) {
        const left = value.filter((each) => !(gone && each && isPerson(each as object, userId)));
        return left.map(changed);
      }
      if (isPerson(value, userId)) return { ...value, ...after[action] };
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changed(each)]));
    };
    client.setQueryData(queryKey, changed);
  }
}

async function act(action: RelationAction, userId: string): Promise<void> {
  const path = { userId };
  switch (action) {
    case "ask":
      await users.POST("/users/requests", { params: { query: { targetUserId: userId } } });
      return;
    case "cancel":
      await users.DELETE("/users/requests/{receiverId}/cancel", {
        params: { path: { receiverId: userId } },
      });
      return;
    case "accept":
      await users.POST("/users/requests/{senderId}/accept", {
        params: { path: { senderId: userId } },
      });
      return;
    case "decline":
      await users.DELETE("/users/requests/{senderId}/decline", {
        params: { path: { senderId: userId } },
      });
      return;
    case "remove":
      await users.DELETE("/users/me/friends/{userId}/remove", { params: { path } });
      return;
    case "block":
      await users.POST("/users/me/blocks/{userId}", { params: { path } });
      return;
    case "unblock":
      await users.DELETE("/users/me/blocks/{userId}", { params: { path } });
  }
}

export interface RelationOutcome {
  done?: (action: RelationAction) => void;
  refused?: (error: Error) => void;
}

/**
 * Changes what somebody is to me: at once on the screen, and back where the server refuses. The
 * outcome is told even where the row that asked has left the screen with its list.
 */
export function useRelationAction(userId: string, { done, refused }: RelationOutcome = {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: RelationAction) => act(action, userId),
    onMutate: async (action) => {
      await client.cancelQueries({ queryKey: [people] });
      const before = client.getQueriesData({ queryKey: [people] });
      changePerson(client, userId, action);
      return { before };
    },
    onSuccess: (_data, action) => done?.(action),
    onError: (error, _action, context) => {
      for (const [queryKey, data] of context?.before ?? []) client.setQueryData(queryKey, data);
      refused?.(error);
    },
    onSettled: (_data, _error, action) => {
      // Whoever was asked stays where they were suggested, so that one can take it back there.
      const settled = action === "ask" || action === "cancel";
      void client.invalidateQueries({
        queryKey: [people],
        predicate: ({ queryKey }) => !settled || queryKey[1] !== "suggestions",
      });
      if (settled) {
        void client.invalidateQueries({ queryKey: key("suggestions"), refetchType: "none" });
      } else if (action !== "decline") {
        void client.invalidateQueries({ queryKey: ["pieces"] });
      }
    },
  });
}

/** Makes my profile, or replaces it where there is one. */
export function useSaveProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ profile, exists }: { profile: ProfileInput; exists: boolean }) =>
      exists
        ? (await users.PUT("/users/me", { body: profile })).data!
        : (await users.POST("/users/me", { body: profile })).data!,
    onSuccess: (me) => {
      client.setQueryData(meQuery.queryKey, me);
      void renewPeople(client);
    },
  });
}
