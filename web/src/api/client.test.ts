import { HttpResponse, http } from "msw";

import { server } from "@/mocks/node";

import { posts, signRequestsWith, users } from "./client";
import { Problem } from "./problem";

const failed = async (call: Promise<unknown>): Promise<Problem> => {
  const error: unknown = await call.then(() => undefined).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
};

const seen: (string | null)[] = [];
/** Refuses every token but the second. */
const onlyTakes = (good: string) =>
  http.get("*/users/me", ({ request }) => {
    seen.push(request.headers.get("Authorization"));
    if (request.headers.get("Authorization") !== `Bearer ${good}`) {
      return HttpResponse.json({ title: "Unauthorized", status: 401 }, { status: 401 });
    }
    return HttpResponse.json({ userId: "ada" });
  });

beforeEach(() => {
  seen.length = 0;
});

it("asks once more with a new token where the first has run out", async () => {
  server.use(onlyTakes("new"));
  signRequestsWith({
    accessToken: () => Promise.resolve("old"),
    renewedToken: () => Promise.resolve("new"),
  });
  const { data } = await users.GET("/users/me");
  expect(data?.userId).toBe("ada");
  expect(seen).toEqual(["Bearer old", "Bearer new"]);
});

it("does not ask for ever", async () => {
  server.use(onlyTakes("another"));
  signRequestsWith({
    accessToken: () => Promise.resolve("old"),
    renewedToken: () => Promise.resolve("new"),
  });
  expect((await failed(users.GET("/users/me"))).status).toBe(401);
  expect(seen).toHaveLength(2);
});

it("sends the body again with the new token", async () => {
  const bodies: unknown[] = [];
  server.use(
    http.post("*/posts", async ({ request }) => {
      bodies.push(await request.json());
      const refused = request.headers.get("Authorization") === "Bearer old";
      return HttpResponse.json({ title: "x" }, { status: refused ? 401 : 201 });
    }),
  );
  signRequestsWith({
    accessToken: () => Promise.resolve("old"),
    renewedToken: () => Promise.resolve("new"),
  });
  await posts.POST("/posts", { body: { title: "a", content: "b" } });
  expect(bodies).toEqual([
    { title: "a", content: "b" },
    { title: "a", content: "b" },
  ]);
});

it("tells a refusal with what the server said of it", async () => {
  server.use(
    http.get("*/users/me", () =>
      HttpResponse.json(
        { title: "Too many", detail: "Wait", errors: [{ pointer: "/a", detail: "b" }] },
        { status: 429, headers: { "Retry-After": "7", "X-Request-Id": "abc" } },
      ),
    ),
  );
  const problem = await failed(users.GET("/users/me"));
  expect(problem).toMatchObject({ status: 429, retryAfter: 7, requestId: "abc", message: "Wait" });
  expect(problem.faults).toEqual([{ pointer: "/a", detail: "b" }]);
  expect(problem.passing).toBe(true);
});

it("takes pages of proxies for what their status says", async () => {
  server.use(http.get("*/users/me", () => HttpResponse.html("<h1>502</h1>", { status: 502 })));
  expect(await failed(users.GET("/users/me"))).toMatchObject({ status: 502, passing: true });
});

it("is offline where no answer comes", async () => {
  server.use(http.get("*/users/me", () => HttpResponse.error()));
  expect((await failed(users.GET("/users/me"))).offline).toBe(true);
});
