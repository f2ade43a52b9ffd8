import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Find } from "./Find";
import { Component as Friends } from "./Friends";
import { Component as MyFriends } from "./MyFriends";
import { Component as Requests } from "./Requests";

const refusal = () =>
  HttpResponse.json({ title: "No", status: 409, detail: "No." }, { status: 409 });

describe("Friends", () => {
  it("leads to its three screens and tells of waiting requests", async () => {
    await show(<Friends />, { at: "/friends/requests", path: "/friends/requests" });
    const tab = await screen.findByRole("link", { name: /^Requests\s?, 1 waiting$/ });
    expect(tab).toHaveAttribute("aria-current", "page");
    expect(screen.getByRole("link", { name: "Find people" })).not.toHaveAttribute("aria-current");
    expect(screen.getByRole("heading", { level: 1, name: "Friends" })).toBeInTheDocument();
  });
});

describe("MyFriends", () => {
  it("lists friends and removes one once that is confirmed", async () => {
    const { user } = await show(<MyFriends />);
    expect(await screen.findByRole("link", { name: "Grace Hopper" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "More about Grace Hopper" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove friend" }));
    const dialog = await screen.findByRole("dialog", { name: "Remove Grace Hopper as a friend?" });
    await user.click(within(dialog).getByRole("button", { name: "Remove friend" }));
    expect(await screen.findByText("Grace Hopper is no longer among your friends.")).toBeVisible();
    expect(screen.queryByRole("link", { name: "Grace Hopper" })).not.toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "2 friends" })).toHaveFocus();
  });

  it("brings somebody back where the server refuses", async () => {
    server.use(http.delete("*/users/me/friends/:id/remove", refusal));
    const { user } = await show(<MyFriends />);
    await user.click(await screen.findByRole("button", { name: "More about Grace Hopper" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove friend" }));
    await user.click(await screen.findByRole("button", { name: "Remove friend" }));
    expect(await screen.findByText("No.")).toBeVisible();
    expect(await screen.findByRole("link", { name: "Grace Hopper" })).toBeInTheDocument();
  });

  it("leads to the search where there are none", async () => {
    for (const each of community.people) each.relation = "none";
    await show(<MyFriends />);
    expect(await screen.findByText("No friends yet")).toBeVisible();
    expect(screen.getByRole("link", { name: "Find people" })).toHaveAttribute(
      "href",
      "/friends/find",
    );
  });
});

describe("Requests", () => {
  it("accepts what comes in and withdraws what went out", async () => {
    const { user } = await show(<Requests />);
    await user.click(await screen.findByRole("button", { name: "Accept: Donald Knuth" }));
    expect(await screen.findByText("Nobody is waiting")).toBeVisible();
    expect(await screen.findByText("You and Donald Knuth are friends now.")).toBeVisible();
    expect(community.people[3]?.relation).toBe("friend");
    await user.click(screen.getByRole("button", { name: "Requested: Frances Allen, withdraw" }));
    expect(await screen.findByText("No open requests")).toBeVisible();
  });

  it("asks again where withdrawing was a slip", async () => {
    const { user } = await show(<Requests />);
    const frances = { name: "Requested: Frances Allen, withdraw" };
    await user.click(await screen.findByRole("button", frances));
    expect(await screen.findByText("Request withdrawn")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("button", frances)).toBeVisible();
  });

  it("shows the request again where the server refuses the answer", async () => {
    server.use(http.delete("*/users/requests/:id/decline", refusal));
    const { user } = await show(<Requests />);
    await user.click(await screen.findByRole("button", { name: "Decline: Donald Knuth" }));
    expect(await screen.findByText("No.")).toBeVisible();
    expect(
      await screen.findByRole("button", { name: "Decline: Donald Knuth" }),
    ).toBeInTheDocument();
  });
});

describe("Find", () => {
  it("suggests people, who can be asked and withdrawn from in place", async () => {
    const { user } = await show(<Find />);
    const suggestions = await screen.findByRole("list", { name: "You may know them" });
    await user.click(within(suggestions).getByRole("button", { name: "Add friend: Tony Hoare" }));
    expect(
      await within(suggestions).findByRole("button", {
        name: "Requested: Tony Hoare, withdraw",
      }),
    ).toBeInTheDocument();
    expect(within(suggestions).getAllByText("2 friends in common")).toHaveLength(3);
  });

  it("goes back where asking is refused", async () => {
    server.use(http.post("*/users/requests", refusal));
    const { user } = await show(<Find />);
    const everyone = await screen.findByRole("list", { name: "Everyone here" });
    await user.click(within(everyone).getByRole("button", { name: "Add friend: Tony Hoare" }));
    expect(await screen.findByText("No.")).toBeVisible();
    expect(
      await within(everyone).findByRole("button", { name: "Add friend: Tony Hoare" }),
    ).toBeInTheDocument();
  });

  it("searches as one types and keeps the query in the address", async () => {
    const { user, router } = await show(<Find />, { at: "/friends/find", path: "/friends/find" });
    await user.type(screen.getByRole("searchbox", { name: /Search by name/ }), "lisk");
    const found = await screen.findByRole("list", { name: "People found" });
    expect(within(found).getByRole("link", { name: "Barbara Liskov" })).toBeInTheDocument();
    expect(router.state.location.search).toBe("?q=lisk");
    await user.click(screen.getByRole("button", { name: "Clear the search" }));
    expect(await screen.findByRole("heading", { name: "Everyone here" })).toBeInTheDocument();
    expect(router.state.location.search).toBe("");
  });

  it("searches for no more letters than the server takes", async () => {
    let asked = "";
    server.use(
      http.get("*/users/search", ({ request }) => {
        asked = new URL(request.url).searchParams.get("name") ?? "";
        return undefined;
      }),
    );
    await show(<Find />, { at: `/?q=${"a".repeat(300)}` });
    await waitFor(() => expect(asked).toBe("a".repeat(200)));
  });

  it("says so where nobody is found", async () => {
    await show(<Find />, { at: "/?q=zzz" });
    expect(await screen.findByText("Nobody called “zzz”")).toBeVisible();
  });

  it("copies the invitation link", async () => {
    const { user } = await show(<Find />);
    await user.click(await screen.findByRole("button", { name: "Copy the link" }));
    expect(await screen.findByText("The link is copied.")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(
      `${location.origin}/invite/${community.me?.userId}`,
    );
  });
});
