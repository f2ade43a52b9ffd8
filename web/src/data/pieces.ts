import {
  type InfiniteData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";

import { posts } from "@/api/client";
import { type Page, pageOf } from "@/api/paging";
import { Problem } from "@/api/problem";
import type { CommentEntry, Piece, TimelineEntry, UserInfo } from "@/api/types";

import { clearDraft, draftOf } from "./drafts";
import { pagedQuery } from "./paged";

/** Everything about pieces is below this key. */
const pieces = "pieces";
const key = (...parts: unknown[]) => [pieces, ...parts] as const;

export const timelineQuery = pagedQuery(
  key("timeline"),
  async (query, signal) =>
    pageOf(await posts.GET("/posts/users/me/timeline", { params: { query }, signal })),
  { limit: 10, keep: true },
);

/** Somebody's piece of their own today; null while there is none. "me" is the caller. */
export const dailyPieceQuery = (userId: string) =>
  queryOptions({
    queryKey: key("daily", userId),
    queryFn: async ({ signal }): Promise<Piece | null> =>
      (
        await posts.GET("/posts/users/{userId}/daily-post", {
          params: { path: { userId } },
          signal,
        })
      ).data ?? null,
    meta: { keep: true },
  });

export const pieceQuery = (postId: string) =>
  queryOptions({
    queryKey: key("piece", postId),
    queryFn: async ({ signal }): Promise<Piece> =>
      (await posts.GET("/posts/{postId}", { params: { path: { postId } }, signal })).data!,
    meta: { keep: true },
  });

export const piecesOfQuery = (userId: string) =>
  pagedQuery(
    key("of", userId),
    async (query, signal) =>
      pageOf(
        await posts.GET("/posts/users/{userId}/posts", {
          params: { path: { userId }, query },
          signal,
        }),
      ),
    { limit: 20 },
  );

export const pinnedQuery = (userId: string) =>
  queryOptions({
    queryKey: key("pinned", userId),
    queryFn: async ({ signal }): Promise<Piece[]> =>
      (
        await posts.GET("/posts/users/{userId}/pinned-posts", {
          params: { path: { userId } },
          signal,
        })
      ).data ?? [],
  });

/** The days of a month, `YYYY-MM`, on which I shared something. */
export const calendarQuery = (month: string) =>
  queryOptions({
    queryKey: key("calendar", month),
    queryFn: async ({ signal }): Promise<string[]> =>
      (
        await posts.GET("/posts/users/me/calendar", {
          params: { query: { month, limit: 100 } },
          signal,
        })
      ).data ?? [],
  });

export const commentsQuery = (postId: string) =>
  pagedQuery(
    key("comments", postId),
    async (query, signal) =>
      pageOf(
        await posts.GET("/posts/{postId}/comments", {
          params: { path: { postId }, query },
          signal,
        }),
      ),
    { keep: true },
  );

export const likesQuery = (postId: string) =>
  pagedQuery(key("likes", postId), async (query, signal) =>
    pageOf(
      await posts.GET("/posts/{postId}/likes", { params: { path: { postId }, query }, signal }),
    ),
  );

export const renewPieces = (client: QueryClient) =>
  client.invalidateQueries({ queryKey: [pieces] });

/** Changes a piece wherever it is known: in lists, in the timeline, on its own. */
export function changePiece(
  client: QueryClient,
  postId: string,
  change: (piece: Piece) => Piece,
): void {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    if (typeof value !== "object" || value === null) return value;
    if ("postId" in value && "likeCount" in value) {
      return value.postId === postId ? change(value as Piece) : value;
    }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changed(each)]));
  };
  client.setQueriesData({ queryKey: [pieces] }, changed);
}

type Snapshot = ReturnType<QueryClient["getQueriesData"]>;

async function snapshot(client: QueryClient): Promise<Snapshot> {
  await client.cancelQueries({ queryKey: [pieces] });
  return client.getQueriesData({ queryKey: [pieces] });
}

function restore(client: QueryClient, before: Snapshot | undefined): void {
  for (const [queryKey, data] of before ?? []) client.setQueryData(queryKey, data);
}

/** Likes or unlikes: at once on the screen, and back where the server refuses. */
export function useLike(postId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (like: boolean) => {
      const params = { path: { postId } };
      if (like) await posts.POST("/posts/{postId}/likes", { params });
      else await posts.DELETE("/posts/{postId}/likes", { params });
    },
    onMutate: async (like) => {
      const before = await snapshot(client);
      changePiece(client, postId, (piece) =>
        piece.isLiked === like
          ? piece
          : { ...piece, isLiked: like, likeCount: piece.likeCount + (like ? 1 : -1) },
      );
      return { before };
    },
    onError: (_error, _like, context) => restore(client, context?.before),
    onSuccess: () => client.invalidateQueries({ queryKey: key("likes", postId) }),
  });
}

/** Comments show at once, marked by an id that begins so, until the server has answered. */
export const unsent = "unsent-";

export interface NewComment {
  content: string;
  idempotencyKey: string;
}

/** `onRefused` gets back what was not taken, also where nobody looks at the piece any more. */
export function useAddComment(
  postId: string,
  me: UserInfo | null | undefined,
  onRefused: (comment: NewComment) => void,
) {
  const client = useQueryClient();
  const { queryKey } = commentsQuery(postId);
  return useMutation({
    mutationFn: async ({ content, idempotencyKey }: NewComment) =>
      (
        await posts.POST("/posts/{postId}/comments", {
          params: { path: { postId } },
          body: { content },
          headers: { "Idempotency-Key": idempotencyKey },
        })
      ).data!,
    onMutate: async ({ content, idempotencyKey }) => {
      const before = await snapshot(client);
      if (me) {
        const entry: CommentEntry = {
          comment: {
            commentId: unsent + idempotencyKey,
            userId: me.userId,
            content,
            timestamp: String(Date.now()),
          },
          user: me,
        };
        client.setQueryData<InfiniteData<Page<CommentEntry>>>(queryKey, (data) => {
          const last = data?.pages.at(-1);
          if (!data || !last) return data;
          const pages = [...data.pages.slice(0, -1), { ...last, items: [...last.items, entry] }];
          return { ...data, pages };
        });
      }
      changePiece(client, postId, (piece) => ({ ...piece, commentCount: piece.commentCount + 1 }));
      return { before };
    },
    onError: (_error, comment, context) => {
      restore(client, context?.before);
      onRefused(comment);
    },
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
}

export function useDeleteComment(postId: string) {
  const client = useQueryClient();
  const { queryKey } = commentsQuery(postId);
  return useMutation({
    mutationFn: (commentId: string) =>
      posts.DELETE("/posts/{postId}/comments/{commentId}", {
        params: { path: { postId, commentId } },
      }),
    onMutate: async (commentId) => {
      const before = await snapshot(client);
      client.setQueryData<InfiniteData<Page<CommentEntry>>>(
        queryKey,
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.filter((each) => each.comment.commentId !== commentId),
            })),
          },
      );
      changePiece(client, postId, (piece) => ({ ...piece, commentCount: piece.commentCount - 1 }));
      return { before };
    },
    onError: (_error, _id, context) => restore(client, context?.before),
  });
}

export interface NewPiece {
  title: string;
  content: string;
  idempotencyKey: string;
}

/** The key of the mutation that shares; those that wait for the network are found by it. */
export const shareKey = ["share"] as const;

/** Registered once, so that what waited through a reload is sent, too. */
export function registerSharing(client: QueryClient): void {
  client.setMutationDefaults(shareKey, {
    networkMode: "online",
    // Offline it waits; a server that is down for a moment is asked again.
    retry: (failures, error) => error instanceof Problem && error.offline && failures < 5,
    mutationFn: async ({ title, content, idempotencyKey }: NewPiece) =>
      (
        await posts.POST("/posts", {
          body: { title, content },
          headers: { "Idempotency-Key": idempotencyKey },
        })
      ).data!,
    onSuccess: (piece: Piece) => {
      clearDraft(draftOf.piece(piece.userId));
      client.setQueryData(dailyPieceQuery("me").queryKey, piece);
      return renewPieces(client);
    },
  });
}

export const useShare = () => useMutation<Piece, Error, NewPiece>({ mutationKey: shareKey });

export function useEditPiece(postId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { title: string; content: string }) =>
      (await posts.PUT("/posts/{postId}", { params: { path: { postId } }, body })).data!,
    onSuccess: (edited) => changePiece(client, postId, () => edited),
  });
}

export function useDeletePiece(postId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => posts.DELETE("/posts/{postId}", { params: { path: { postId } } }),
    onSuccess: () => {
      client.removeQueries({ queryKey: key("piece", postId) });
      const daily = dailyPieceQuery("me").queryKey;
      client.setQueryData(daily, (piece) => (piece?.postId === postId ? null : piece));
      // Not what belonged to it: its page is still open for a moment.
      return client.invalidateQueries({
        queryKey: [pieces],
        predicate: ({ queryKey }) => !queryKey.includes(postId),
      });
    },
  });
}

export function usePin(postId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (pin: boolean) => {
      const params = { path: { postId } };
      if (pin) await posts.POST("/posts/users/me/pinned-posts/{postId}", { params });
      else await posts.DELETE("/posts/users/me/pinned-posts/{postId}", { params });
    },
    onMutate: async (pin) => {
      const before = await snapshot(client);
      changePiece(client, postId, (piece) => ({ ...piece, isPinned: pin }));
      return { before };
    },
    onError: (_error, _pin, context) => restore(client, context?.before),
    onSettled: () => client.invalidateQueries({ queryKey: key("pinned") }),
  });
}

export type { TimelineEntry };
