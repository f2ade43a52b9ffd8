import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import { community, piece } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Today } from "./Today";

const write = async (
  user: Awaited<ReturnType<typeof show>>["user"],
  title: string,
  text: string,
) => {
  await user.type(await screen.findByLabelText("Title"), title);
  await user.type(screen.getByLabelText("Text"), text);
};

it("shows each friend's piece and then the end", async () => {
  await show(<Today />);
  const list = await screen.findByRole("list", { name: "From your friends" });
  expect(within(list).getAllByRole("article")).toHaveLength(3);
  expect(screen.getByText("You have read today.")).toBeInTheDocument();
});

it("shares what was written, and no draft is left", async () => {
  const { user } = await show(<Today />);
  await write(user, "Bytes", "Have eight bits.");
  expect(screen.getByText(/Kept on this device/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Share" }));
  expect(await screen.findByText("You have shared today")).toBeInTheDocument();
  expect(screen.queryByLabelText("Title")).not.toBeInTheDocument();
  expect(community.pieces[0]).toMatchObject({ title: "Bytes", content: "Have eight bits." });
  expect(Object.keys(localStorage).filter((key) => key.includes("draft"))).toEqual([]);
});

it("asks for what is missing and sends nothing", async () => {
  const { user } = await show(<Today />);
  await user.type(await screen.findByLabelText("Title"), "Bytes");
  await user.click(screen.getByRole("button", { name: "Share" }));
  expect(await screen.findByText("Please fill this in")).toBeInTheDocument();
  expect(screen.getByLabelText("Text")).toBeInvalid();
  expect(community.pieces).toHaveLength(3);
});

it("has the draft after the page was closed", async () => {
  const { user, unmount } = await show(<Today />);
  await write(user, "Half", "of a thou");
  unmount();
  await show(<Today />);
  expect(await screen.findByLabelText("Title")).toHaveValue("Half");
  expect(screen.getByLabelText("Text")).toHaveValue("of a thou");
});

it("sends the same text under the same key until it is taken", async () => {
  const keys: (string | null)[] = [];
  server.use(
    http.post("*/posts", ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return HttpResponse.json({ title: "Unavailable" }, { status: 503 });
    }),
  );
  const { user } = await show(<Today />);
  await write(user, "Bytes", "Eight");
  await user.click(screen.getByRole("button", { name: "Share" }));
  await screen.findByRole("alert");
  await user.click(screen.getByRole("button", { name: "Share" }));
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  expect(screen.getByLabelText("Title")).toHaveValue("Bytes");
});

it("says so where another device was quicker, and keeps the text", async () => {
  const { user } = await show(<Today />);
  await write(user, "Second", "Text");
  server.use(http.post("*/posts", () => HttpResponse.json({ title: "Conflict" }, { status: 409 })));
  await user.click(screen.getByRole("button", { name: "Share" }));
  expect(await screen.findByText(/shared a piece today already/)).toBeInTheDocument();
  expect(screen.getByLabelText("Title")).toHaveValue("Second");
});

it("tells a newcomer that requests are on their way", async () => {
  community.pieces = [];
  community.me!.numberOfFriends = 0;
  await show(<Today />);
  expect(await screen.findByText("Your request is on its way")).toBeInTheDocument();
});

it("leads to people where one has no friends", async () => {
  community.pieces = [];
  community.me!.numberOfFriends = 0;
  for (const each of community.people) each.relation = "none";
  await show(<Today />);
  expect(await screen.findByRole("link", { name: "Find people" })).toHaveAttribute(
    "href",
    "/friends/find",
  );
});

it("likes at once, and takes it back where the server refuses", async () => {
  community.pieces = [piece(community.people[0]!, 0, { title: "Bits", likeCount: 2 })];
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  server.use(
    http.post("*/posts/:id/likes", async () => {
      await answered;
      return HttpResponse.json({ title: "No" }, { status: 500 });
    }),
  );
  const { user } = await show(<Today />);
  const like = await screen.findByRole("button", { name: /Like “Bits”/ });
  await user.click(like);
  await waitFor(() => expect(like).toHaveTextContent("3"));
  expect(like).toHaveAttribute("aria-pressed", "true");
  answer();
  await waitFor(() => expect(like).toHaveTextContent("2"));
  expect(like).toHaveAttribute("aria-pressed", "false");
  expect(await screen.findByText(/The server failed/)).toBeInTheDocument();
});

it("says what is wrong where the timeline cannot be had, and tries again", async () => {
  server.use(
    http.get("*/posts/users/me/timeline", () =>
      HttpResponse.json({ title: "Forbidden" }, { status: 403 }),
    ),
  );
  const { user } = await show(<Today />);
  const note = await screen.findByRole("alert");
  server.resetHandlers();
  await user.click(within(note).getByRole("button", { name: "Try again" }));
  expect(await screen.findAllByRole("article")).toHaveLength(3);
});
