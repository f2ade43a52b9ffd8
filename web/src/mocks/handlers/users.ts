import { HttpResponse, http as plain } from "msw";
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
const mine = () => community.me?.userId ?? "";
const myJobs = () => community.jobs.get(mine()) ?? [];
const myEducations = () => community.educations.get(mine()) ?? [];

/** Where pictures are sent to, as if to storage. */
const uploads = "/mocked-storage/picture";

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
    const removed = { headline: undefined, location: undefined, birthday: undefined };
    community.me = { ...community.me, ...removed, ...(await request.json()) };
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
  http.get("/users/me/picture", () => {
    const profilePictureUrl = community.me?.profilePictureUrl;
    const status = profilePictureUrl ? { state: "made", profilePictureUrl } : { state: "none" };
    return HttpResponse.json(status) as never;
  }),
  http.put("/users/me/picture", async ({ request }) => {
    const { contentType } = await request.json();
    return HttpResponse.json({
      uploadUrl: new URL(uploads, request.url).href,
      headers: { "content-type": contentType },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    }) as never;
  }),
  http.delete("/users/me/picture", () => {
    if (community.me) delete community.me.profilePictureUrl;
    return gone();
  }),
  plain.put(`*${uploads}`, async ({ request }) => {
    if (request.headers.has("Authorization")) return problem(400, "Two ways of signing");
    const bytes = new Uint8Array(await request.arrayBuffer());
    const text = Array.from(bytes, (each) => String.fromCharCode(each)).join("");
    const type = request.headers.get("Content-Type");
    if (community.me) community.me.profilePictureUrl = `data:${type};base64,${btoa(text)}`;
    return new HttpResponse(null, { status: 200 });
  }),
  http.post("/users/me/jobs", async ({ request }) => {
    const body = await request.json();
    const job = { ...body, jobId: body.jobId ?? newId() };
    community.jobs.set(mine(), [job, ...myJobs()]);
    return HttpResponse.json(job, { status: 201 }) as never;
  }),
  http.put("/users/me/jobs/{jobId}", async ({ params, request }) => {
    const job = { ...(await request.json()), jobId: params.jobId };
    if (!myJobs().some((each) => each.jobId === job.jobId)) return missing();
    community.jobs.set(
      mine(),
      myJobs().map((each) => (each.jobId === job.jobId ? job : each)),
    );
    return HttpResponse.json(job) as never;
  }),
  http.delete("/users/me/jobs/{jobId}", ({ params }) => {
    community.jobs.set(
      mine(),
      myJobs().filter((each) => each.jobId !== params.jobId),
    );
    return gone();
  }),
  http.post("/users/me/education", async ({ request }) => {
    const body = await request.json();
    const education = { ...body, educationId: body.educationId ?? newId() };
    community.educations.set(mine(), [education, ...myEducations()]);
    return HttpResponse.json(education, { status: 201 }) as never;
  }),
  http.put("/users/me/education/{educationId}", async ({ params, request }) => {
    const education = { ...(await request.json()), educationId: params.educationId };
    if (!myEducations().some((each) => each.educationId === education.educationId)) {
      return missing();
    }
    community.educations.set(
      mine(),
      myEducations().map((each) => (each.educationId === education.educationId ? education : each)),
    );
    return HttpResponse.json(education) as never;
  }),
  http.delete("/users/me/education/{educationId}", ({ params }) => {
    community.educations.set(
      mine(),
      myEducations().filter((each) => each.educationId !== params.educationId),
    );
    return gone();
  }),
];
