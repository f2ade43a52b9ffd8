import { bodyOf, titleOf } from "./words";

it.each([
  ["request", "Grace Hopper asks to be your friend", { key: "told.request", name: "Grace Hopper" }],
  ["acceptance", "Grace is your friend now", { key: "told.acceptance", name: "Grace" }],
  ["comment", "Grace commented on your post", { key: "told.comment", name: "Grace" }],
  ["comment", "Grace commented on your piece", { key: "told.comment", name: "Grace" }],
  ["comment", "Somebody commented on your post", { key: "told.comment", name: "" }],
  ["like", "Grace liked your post", { key: "told.like", name: "Grace" }],
  ["like", "Grace and 1 other liked your post", { key: "told.likes", name: "Grace", count: 1 }],
  [
    "like",
    "A and B and 12 others liked your post",
    { key: "told.likes", name: "A and B", count: 12 },
  ],
  ["daily", "Time for today's Piece of Knowledge", { key: "told.daily" }],
  ["daily", "You have shared today", { key: "told.posted" }],
  ["test", "It works", { key: "told.test" }],
] as const)("knows the title of a %s: %s", (type, title, words) => {
  expect(titleOf({ type, title })).toEqual(words);
});

it("knows the texts below", () => {
  const daily = "What have you learnt that others should know?";
  expect(bodyOf({ type: "daily", body: daily })).toEqual({ key: "told.dailyBody" });
  expect(bodyOf({ type: "test", body: "Notifications of Rand reach you." })).toEqual({
    key: "told.testBody",
    name: "Rand",
  });
});

it("leaves everything else to the server", () => {
  expect(titleOf({ type: "message", title: "Grace liked your post" })).toBeUndefined();
  expect(titleOf({ type: "like", title: "Something new" })).toBeUndefined();
  expect(bodyOf({ type: "comment", body: "It works" })).toBeUndefined();
});
