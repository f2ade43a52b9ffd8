import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { community, piece } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as FriendsOf } from "./FriendsOf";
import { Component as Person } from "./Person";

const path = "/people/:userId";
const grace = () => community.people[0]!;
const tony = () => community.people[5]!;

describe("Person", () => {
  it("shows a friend with contact, career, friends in common and pieces", async () => {
    Object.assign(grace(), { email: "grace@example.org", birthday: "1906-12-09" });
    community.jobs.set(grace().userId, [
      { jobId: "1", jobTitle: "Engineer", companyName: "Rand", startDate: "1949" },
    ]);
    community.educations.set(grace().userId, [
      { educationId: "1", institution: "Yale", degree: "PhD", endDate: "1934" },
    ]);
    community.pieces.push(piece(grace(), 50, { title: "Nanoseconds", isPinned: true }));
    await show(<Person />, { at: `/people/${grace().userId}`, path });
    expect(await screen.findByRole("heading", { level: 1, name: "Grace Hopper" })).toBeVisible();
    expect(screen.getByRole("link", { name: "grace@example.org" })).toBeInTheDocument();
    expect(screen.getByText("1949 – today")).toBeVisible();
    expect(screen.getByText("until 1934")).toBeVisible();
    expect(screen.getByRole("link", { name: "3 friends" })).toHaveAttribute(
      "href",
      `/people/${grace().userId}/friends`,
    );
    expect(await screen.findByRole("heading", { name: "Pinned" })).toBeVisible();
    expect(await screen.findByRole("link", { name: "What Grace learnt" })).toBeVisible();
    expect(await screen.findByRole("heading", { name: "Friends in common" })).toBeVisible();
  });

  it("lets ask a stranger, whose pieces are for friends", async () => {
    const { user } = await show(<Person />, { at: `/people/${tony().userId}`, path });
    expect(await screen.findByText("Pieces are among friends")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Add friend: Tony Hoare" }));
    expect(
      await screen.findByRole("button", { name: "Requested: Tony Hoare, withdraw" }),
    ).toBeVisible();
  });

  it("explains a profile of which nothing is to be seen", async () => {
    Object.assign(tony(), { headline: undefined, location: undefined, numberOfFriends: 0 });
    await show(<Person />, { at: `/people/${tony().userId}`, path });
    expect(await screen.findByText(/Friends may also see more of the profile/)).toBeVisible();
    expect(screen.queryByRole("link", { name: "0 friends" })).not.toBeInTheDocument();
  });

  it("blocks once what follows has been said, and leaves", async () => {
    const { user, router } = await show(<Person />, { at: `/people/${grace().userId}`, path });
    await user.click(await screen.findByRole("button", { name: "More about Grace Hopper" }));
    await user.click(await screen.findByRole("menuitem", { name: "Block" }));
    const dialog = await screen.findByRole("dialog", { name: "Block Grace Hopper?" });
    expect(dialog).toHaveTextContent("You disappear for each other");
    await user.click(within(dialog).getByRole("button", { name: "Block" }));
    expect(await screen.findByText("Grace Hopper is blocked.")).toBeVisible();
    expect(router.state.location.pathname).toBe("/friends");
    await user.click(screen.getByRole("button", { name: "Unblock" }));
    await waitFor(() => expect(community.blocked).toEqual([]));
  });

  it("leads me to my own profile", async () => {
    const { router } = await show(<Person />, { at: `/people/${community.me!.userId}`, path });
    await waitFor(() => expect(router.state.location.pathname).toBe("/me"));
  });

  it("says calmly that somebody is not there", async () => {
    server.use(
      http.get("*/users/:id/details", () =>
        HttpResponse.json({ title: "Not found", status: 404 }, { status: 404 }),
      ),
    );
    await show(<Person />, { at: "/people/nobody", path });
    expect(await screen.findByText("The page may have moved, or it is not for you to see."));
  });
});

describe("FriendsOf", () => {
  const at = () => `/people/${tony().userId}/friends`;
  it("lists somebody's friends with the way back", async () => {
    await show(<FriendsOf />, { at: at(), path: `${path}/friends` });
    const list = await screen.findByRole("list", { name: "Friends of Tony Hoare" });
    expect(within(list).getAllByText("Friends")).toHaveLength(3);
    expect(screen.getByRole("link", { name: "Back to Tony Hoare" })).toBeVisible();
  });

  it("says where there are none to see", async () => {
    for (const each of community.people) each.relation = "none";
    await show(<FriendsOf />, { at: at(), path: `${path}/friends` });
    expect(await screen.findByText("No friends to see")).toBeVisible();
  });
});
