import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import { community, piece } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as PieceScreen } from "./PieceScreen";

const open = (postId: string) =>
  show(<PieceScreen />, { at: `/pieces/${postId}`, path: "/pieces/:postId" });
const theirs = () => community.pieces[0]!;
function mine() {
  const made = piece(community.me!, 50, { title: "Mine" });
  community.pieces.unshift(made);
  return made;
}

it("shows the whole piece with its author", async () => {
  await open(theirs().postId);
  expect(await screen.findByRole("heading", { level: 1, name: theirs().title })).toBeVisible();
  expect(await screen.findByRole("link", { name: "Grace Hopper" })).toBeInTheDocument();
  expect(screen.getByText("No comments yet.")).toBeInTheDocument();
});

it("shows a comment at once and keeps it", async () => {
  const { user } = await open(theirs().postId);
  await user.type(await screen.findByLabelText("Your comment"), "Well said");
  await user.click(screen.getByRole("button", { name: "Send" }));
  const list = await screen.findByRole("list", { name: "Comments" });
  expect(within(list).getByText("Well said")).toBeInTheDocument();
  expect(screen.getByLabelText("Your comment")).toHaveValue("");
  await waitFor(() => expect(community.comments.get(theirs().postId)).toHaveLength(1));
});

it("gives a comment back that the server refuses", async () => {
  server.use(
    http.post("*/posts/:id/comments", () =>
      HttpResponse.json({ title: "Unavailable" }, { status: 503 }),
    ),
  );
  const { user } = await open(theirs().postId);
  await user.type(await screen.findByLabelText("Your comment"), "Well said");
  await user.click(screen.getByRole("button", { name: "Send" }));
  await waitFor(() => expect(screen.getByLabelText("Your comment")).toHaveValue("Well said"));
  expect(screen.queryByRole("list", { name: "Comments" })).not.toBeInTheDocument();
  expect(screen.getByRole("alert")).toBeInTheDocument();
});

it("lets others' comments be, and deletes one's own after a question", async () => {
  const [grace] = community.people;
  const of = (user: typeof grace, id: string) => ({
    comment: { commentId: id, userId: user!.userId, content: id, timestamp: "1" },
    user: user!,
  });
  community.comments.set(theirs().postId, [of(grace, "hers"), of(community.me, "own")]);
  const { user } = await open(theirs().postId);
  await screen.findByText("own");
  expect(screen.queryByRole("button", { name: /comment of Grace/ })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: /comment of Ada/ }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.queryByText("own")).not.toBeInTheDocument());
  expect(community.comments.get(theirs().postId)).toHaveLength(1);
});

it("edits one's own piece, and keeps the draft until then", async () => {
  const { postId } = mine();
  const { user } = await open(postId);
  await user.click(await screen.findByRole("button", { name: /What you can do/ }));
  await user.click(screen.getByRole("menuitem", { name: "Edit" }));
  await user.clear(screen.getByLabelText("Title"));
  await user.type(screen.getByLabelText("Title"), "Better");
  expect(localStorage.getItem(`dailygrind.draft.edit.${postId}`)).toContain("Better");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Better" })).toBeInTheDocument();
  expect(localStorage.getItem(`dailygrind.draft.edit.${postId}`)).toBeNull();
});

it("deletes one's own piece after a question", async () => {
  const { postId } = mine();
  const { user, router } = await open(postId);
  await user.click(await screen.findByRole("button", { name: /What you can do/ }));
  await user.click(screen.getByRole("menuitem", { name: "Delete" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  expect(community.pieces.some((each) => each.postId === postId)).toBe(false);
});

it("offers nothing of the author's to others", async () => {
  const { user } = await open(theirs().postId);
  await user.click(await screen.findByRole("button", { name: /What you can do/ }));
  expect(screen.getAllByRole("menuitem").map((each) => each.textContent)).toEqual([
    "Copy the link",
  ]);
});

it("explains where a piece is not there", async () => {
  await open("00000000-0000-7000-8000-999999999999");
  expect(await screen.findByText("This piece is not here")).toBeInTheDocument();
});
