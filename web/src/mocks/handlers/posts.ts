import { HttpResponse } from "msw";
import { createOpenApiHttp } from "openapi-msw";

import type { paths } from "@/api/generated/post";
import type { Piece } from "@/api/types";

import { community, find, newId } from "../community";
import { page, problem } from "../respond";

const http = createOpenApiHttp<paths>();

const mine = () => community.me?.userId ?? "";
const today = () => new Date().toISOString().slice(0, 10);
const author = (userId: string) => (userId === "me" ? mine() : userId);
const pieceOf = (postId: string) => community.pieces.find((each) => each.postId === postId);
const gone = () => new HttpResponse(null, { status: 204 }) as never;
const missing = () => problem(404, "Not found");
const daily = (userId: string) =>
  community.pieces.find((each) => each.userId === author(userId) && each.day === today());

export const posts = [
  http.post("/posts", async ({ request }) => {
    const taken = daily("me");
    if (taken) return problem(409, "There is one today", { postId: taken.postId });
    const made: Piece = {
      postId: newId(),
      userId: mine(),
      timestamp: String(Date.now()),
      day: today(),
      likeCount: 0,
      commentCount: 0,
      isLiked: false,
      isPinned: false,
      media: [],
      ...(await request.json()),
    };
    community.pieces.unshift(made);
    return HttpResponse.json(made, { status: 201 }) as never;
  }),
  http.get("/posts/users/me/timeline", ({ request }) => {
    const entries = community.pieces
      .filter((each) => each.userId !== mine() && each.day === today())
      .map((post) => ({ post, user: find(post.userId)! }));
    return page(request, entries) as never;
  }),
  http.get(
    "/posts/users/me/calendar",
    () =>
      HttpResponse.json(
        community.pieces.filter((each) => each.userId === mine()).map((each) => each.day),
      ) as never,
  ),
  http.get("/posts/users/{userId}/daily-post", ({ params }) => {
    const found = daily(params.userId);
    return found ? (HttpResponse.json(found) as never) : gone();
  }),
  http.get(
    "/posts/users/{userId}/posts",
    ({ params, request }) =>
      page(
        request,
        community.pieces.filter((each) => each.userId === author(params.userId)),
      ) as never,
  ),
  http.get(
    "/posts/users/{userId}/pinned-posts",
    ({ params, request }) =>
      page(
        request,
        community.pieces.filter((each) => each.userId === author(params.userId) && each.isPinned),
      ) as never,
  ),
  http.post("/posts/users/me/pinned-posts/{postId}", ({ params }) => {
    const found = pieceOf(params.postId);
    if (!found) return missing();
    found.isPinned = true;
    return HttpResponse.json(found, { status: 201 }) as never;
  }),
  http.delete("/posts/users/me/pinned-posts/{postId}", ({ params }) => {
    const found = pieceOf(params.postId);
    if (found) found.isPinned = false;
    return gone();
  }),
  http.get("/posts/{postId}", ({ params }) => {
    const found = pieceOf(params.postId);
    return found ? (HttpResponse.json(found) as never) : missing();
  }),
  http.put("/posts/{postId}", async ({ params, request }) => {
    const found = pieceOf(params.postId);
    if (!found) return missing();
    Object.assign(found, await request.json(), { editedAt: String(Date.now()) });
    return HttpResponse.json(found) as never;
  }),
  http.delete("/posts/{postId}", ({ params }) => {
    community.pieces = community.pieces.filter((each) => each.postId !== params.postId);
    return gone();
  }),
  http.get("/posts/{postId}/likes", ({ params, request }) => {
    const found = pieceOf(params.postId);
    const others = community.people.slice(0, found?.likeCount ?? 0);
    return page(request, others) as never;
  }),
  http.post("/posts/{postId}/likes", ({ params }) => {
    const found = pieceOf(params.postId);
    if (!found) return missing();
    if (!found.isLiked) found.likeCount += 1;
    found.isLiked = true;
    return HttpResponse.json(found, { status: 201 }) as never;
  }),
  http.delete("/posts/{postId}/likes", ({ params }) => {
    const found = pieceOf(params.postId);
    if (found?.isLiked) found.likeCount -= 1;
    if (found) found.isLiked = false;
    return gone();
  }),
  http.get(
    "/posts/{postId}/comments",
    ({ params, request }) => page(request, community.comments.get(params.postId) ?? []) as never,
  ),
  http.post("/posts/{postId}/comments", async ({ params, request }) => {
    const found = pieceOf(params.postId);
    if (!found || !community.me) return missing();
    const { content } = await request.json();
    const comment = {
      commentId: newId(),
      userId: mine(),
      content,
      timestamp: String(Date.now()),
    };
    const before = community.comments.get(params.postId) ?? [];
    community.comments.set(params.postId, [...before, { comment, user: community.me }]);
    found.commentCount += 1;
    return HttpResponse.json(comment, { status: 201 }) as never;
  }),
  http.delete("/posts/{postId}/comments/{commentId}", ({ params }) => {
    const before = community.comments.get(params.postId) ?? [];
    community.comments.set(
      params.postId,
      before.filter((each) => each.comment.commentId !== params.commentId),
    );
    const found = pieceOf(params.postId);
    if (found) found.commentCount -= 1;
    return gone();
  }),
];
