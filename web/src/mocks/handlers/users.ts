import { HttpResponse } from "msw";
import { createOpenApiHttp } from "openapi-msw";

import type { paths } from "@/api/generated/user";
import type { Relation, UserInfo } from "@/api/types";

import { community, find, newId } from "../community";
import { page, problem } from "../respond";

const http = createOpenApiHttp<paths>();

const visible = () => community.people.filter((each) => !community.blocked.includes(each.userId));
const related = (relation: Relation) => visible().filter((each) => each.relation === relation);

function relate(userId: string, relation: Relation): UserInfo | undefined {
  const found = visible().find((each) => each.userId === userId);
  if (found) Object.assign(found, { relation, isFriend: relation === "friend" });
  return found;
}

const details = (userInfo: UserInfo) => ({
  userInfo,
  jobs: community.jobs.get(userInfo.userId) ?? [],
  educations: community.educations.get(userInfo.userId) ?? [],
});
const gone = () => new HttpResponse(null, { status: 204 }) as never;
const missing = () => problem(404, "Not found");

export const users = [
  http.get("/users/me", () => (community.me ? (HttpResponse.json(community.me) as never) : gone())),
  http.post("/users/me", async ({ request }) => {
    const body = await request.json();
    community.me = {
      userId: "me",
      timeZone: "UTC",
      numberOfFriends: 0,
      isFriend: false,
      relation: "self",
      ...community.me,
      ...body,
    };
    return HttpResponse.json(community.me, { status: 201 }) as never;
  }),
  http.put("/users/me", async ({ request }) => {
    if (!community.me) return missing();
    community.me = { ...community.me, ...(await request.json()) };
    return HttpResponse.json(community.me) as never;
  }),
  http.delete("/users/me", () => {
    community.me = undefined;
    return gone();
  }),
  http.get("/users/me/details", () =>
    community.me ? (HttpResponse.json(details(community.me)) as never) : gone(),
  ),
  http.get("/users", ({ request }) => page(request, visible()) as never),
  http.get("/users/search", ({ request }) => {
    const words = (new URL(request.url).searchParams.get("name") ?? "").toLowerCase().split(/\s+/);
    const matches = visible().filter((each) => {
      const parts = `${each.firstName} ${each.lastName}`.toLowerCase().split(" ");
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    });
    return page(request, matches) as never;
  }),
  http.get("/users/me/friends", ({ request }) => page(request, related("friend")) as never),
  http.get(
    "/users/requests/incoming",
    ({ request }) => page(request, related("incoming")) as never,
  ),
  http.get(
    "/users/requests/outgoing",
    ({ request }) => page(request, related("outgoing")) as never,
  ),
  http.get(
    "/users/me/suggestions",
    ({ request }) =>
      page(
        request,
        related("none").map((each) => ({ ...each, mutualFriends: 2 })),
      ) as never,
  ),
  http.get(
    "/users/me/blocks",
    ({ request }) =>
      page(
        request,
        community.people.filter((each) => community.blocked.includes(each.userId)),
      ) as never,
  ),
  http.post("/users/requests", ({ request }) => {
    const target = new URL(request.url).searchParams.get("targetUserId") ?? "";
    const found = relate(target, "outgoing");
    return found ? (HttpResponse.json(found, { status: 201 }) as never) : missing();
  }),
  http.post("/users/requests/{senderId}/accept", ({ params }) => {
    const found = relate(params.senderId, "friend");
    return found ? (HttpResponse.json(found) as never) : missing();
  }),
  http.delete("/users/requests/{senderId}/decline", ({ params }) => {
    relate(params.senderId, "none");
    return gone();
  }),
  http.delete("/users/requests/{receiverId}/cancel", ({ params }) => {
    relate(params.receiverId, "none");
    return gone();
  }),
  http.delete("/users/me/friends/{userId}/remove", ({ params }) => {
    relate(params.userId, "none");
    return gone();
  }),
  http.post("/users/me/blocks/{userId}", ({ params }) => {
    relate(params.userId, "none");
    community.blocked.push(params.userId);
    return gone();
  }),
  http.delete("/users/me/blocks/{userId}", ({ params }) => {
    community.blocked = community.blocked.filter((each) => each !== params.userId);
    return gone();
  }),
  http.get("/users/{userId}/details", ({ params }) => {
    const found = find(params.userId);
    return found ? (HttpResponse.json(details(found)) as never) : missing();
  }),
  http.get("/users/{userId}/friends", ({ request }) => page(request, related("friend")) as never),
  http.get(
    "/users/{userId}/friends/mutual",
    ({ request }) => page(request, related("friend").slice(0, 2)) as never,
  ),
  http.post("/users/me/jobs", async ({ request }) => {
    const job = { jobId: newId(), ...(await request.json()) };
    const mine = community.me?.userId ?? "";
    community.jobs.set(mine, [...(community.jobs.get(mine) ?? []), job]);
    return HttpResponse.json(job, { status: 201 }) as never;
  }),
];
