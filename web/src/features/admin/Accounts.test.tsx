import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import type { AccountInfo } from "@/api/types";
import { signIn } from "@/auth/session";
import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Accounts } from "./Accounts";
import { Component as Admin } from "./Admin";

const account = (change: Partial<AccountInfo> = {}): AccountInfo => ({
  userId: "g",
  email: "grace@example.org",
  firstName: "Grace",
  lastName: "Hopper",
  enabled: true,
  confirmed: true,
  groups: [],
  createdAt: "2026-03-01T12:00:00Z",
  ...change,
});

describe("the frame", () => {
  it("leads to its pages", async () => {
    await show(<Admin />, { at: "/admin/jobs", path: "/admin/jobs" });
    const row = screen.getByRole("navigation", { name: "Administration" });
    expect(within(row).getByRole("link", { current: "page" })).toHaveTextContent(
      "Reminders and messages",
    );
  });

  it("tells everybody else that it is not for them", async () => {
    const token = `x.${btoa(JSON.stringify({ sub: "me" }))}.x`;
    const shown = await show(<Admin />);
    server.use(
      http.post("/", () =>
        HttpResponse.json({
          AuthenticationResult: { AccessToken: token, RefreshToken: "r", ExpiresIn: 3600 },
        }),
      ),
    );
    await act(() => signIn("grace@example.org", "Correct-Horse-1"));
    expect(await screen.findByText("This is for administrators")).toBeInTheDocument();
    await shown.user.click(screen.getByRole("link", { name: "Go to today" }));
    expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
  });
});

describe("accounts", () => {
  const open = (at = "/admin") => show(<Accounts />, { at, path: "/admin" });

  it("are shown with their state in words", async () => {
    community.accounts = [
      account({ groups: ["admin", "staff"] }),
      account({
        userId: "b",
        email: "bob@example.org",
        firstName: undefined,
        lastName: undefined,
        enabled: false,
        confirmed: false,
      }),
    ];
    await open();
    const [grace, bob] = await screen.findAllByRole("listitem");
    expect(grace).toHaveTextContent("Grace Hopper");
    expect(grace).toHaveTextContent("grace@example.org");
    expect(grace).toHaveTextContent("Administrator");
    expect(grace).toHaveTextContent("staff");
    expect(grace).toHaveTextContent("Active");
    expect(grace).toHaveTextContent("Mar 1, 2026");
    expect(bob).toHaveTextContent("No profile");
    expect(bob).toHaveTextContent("Disabled");
    expect(bob).toHaveTextContent("E-mail not confirmed");
  });

  it("are searched by their e-mail; the search is in the address", async () => {
    community.accounts = [
      account(),
      account({ userId: "b", email: "bob@example.org", firstName: "Bob" }),
    ];
    const { user, router } = await open();
    await screen.findByText("Bob Hopper");
    await user.type(screen.getByRole("searchbox", { name: "Search by e-mail" }), "gra");
    await waitFor(() => expect(router.state.location.search).toBe("?query=gra"));
    await waitFor(() => expect(screen.queryByText("Bob Hopper")).not.toBeInTheDocument());
    expect(await screen.findByText("Grace Hopper")).toBeInTheDocument();
  });

  it("begin with the search of the address, and say where nothing is found", async () => {
    community.accounts = [account()];
    await open("/admin?query=zoe");
    expect(screen.getByRole("searchbox")).toHaveValue("zoe");
    expect(await screen.findByText("No e-mail begins with “zoe”.")).toBeInTheDocument();
  });

  async function choose(label: string) {
    const shown = await open();
    await shown.user.click(await screen.findByRole("button", { name: "Actions for Grace Hopper" }));
    await shown.user.click(screen.getByRole("menuitem", { name: label }));
    const dialog = screen.getByRole("dialog");
    const confirm = () => shown.user.click(within(dialog).getByRole("button", { name: label }));
    return { ...shown, dialog, confirm };
  }

  it.each([
    ["Disable", {}, "Disabled", "signed out within a minute"],
    ["Enable", { enabled: false }, "Active", "sign in again"],
    ["Make administrator", {}, "Administrator", "message everyone"],
    ["Remove as administrator", { groups: ["admin"] }, "Active", "within an hour"],
    ["Sign out", {}, "Active", "ends on all devices"],
  ] as const)(
    "%s: after a question that tells the consequence",
    async (label, before, after, consequence) => {
      community.accounts = [
        account({ ...before, groups: [...("groups" in before ? before.groups : [])] }),
      ];
      const { dialog, confirm } = await choose(label);
      expect(dialog).toHaveTextContent(consequence);
      await confirm();
      await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
      await waitFor(() => expect(screen.getByRole("listitem")).toHaveTextContent(after));
    },
  );

  it("show nothing before the server has done it, and say why where it did not", async () => {
    community.accounts = [account()];
    server.use(
      http.post("/users/admin/accounts/:id/disable", () => HttpResponse.json({}, { status: 503 })),
    );
    const { dialog, confirm } = await choose("Disable");
    await confirm();
    expect(await within(dialog).findByText(/takes no changes/)).toBeInTheDocument();
    expect(screen.queryByText("Disabled")).not.toBeInTheDocument();
  });

  it("let nobody lock themselves out", async () => {
    community.accounts = [account({ userId: community.me!.userId, groups: ["admin"] })];
    const { user, client } = await open();
    const button = await screen.findByRole("button", { name: "Actions for Grace Hopper" });
    await waitFor(() => expect(client.isFetching()).toBe(0));
    await user.click(button);
    expect(screen.getAllByRole("menuitem").map((each) => each.textContent)).toEqual(["Sign out"]);
  });

  it("tell where they are kept elsewhere", async () => {
    server.use(
      http.get("/users/admin/accounts", () =>
        HttpResponse.json({ type: "/problems/no-directory", status: 404 }, { status: 404 }),
      ),
    );
    await open();
    expect(await screen.findByText("Accounts are kept elsewhere")).toBeInTheDocument();
  });
});
