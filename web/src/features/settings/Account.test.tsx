import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import { currentSession } from "@/auth/session";
import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { held, stubPush, unstubPush } from "@/test/push";
import { show } from "@/test/render";

import { Component as Account } from "./Account";

afterEach(unstubPush);

const open = () => show(<Account />, { at: "/settings/account", path: "/settings/account" });

/** Answers one of Cognito's operations; others go on to the mocked ones. */
function cognito(operation: string, answer: () => Response): string[] {
  const asked: string[] = [];
  server.use(
    http.post("/", ({ request }) => {
      const target = request.headers.get("X-Amz-Target")?.split(".")[1];
      if (target !== operation) return undefined;
      asked.push(operation);
      return answer();
    }),
  );
  return asked;
}

const refusal = (name: string) =>
  HttpResponse.json({ __type: name, message: name }, { status: 400 });

it("shows the e-mail that one signs in with", async () => {
  await open();
  expect(screen.getByText("ada@example.org")).toBeInTheDocument();
});

describe("the password", () => {
  async function fill(previous: string, proposed: string) {
    const shown = await open();
    const form = screen.getByRole("form", { name: "Change password" });
    await shown.user.type(within(form).getByLabelText("Current password"), previous);
    await shown.user.type(within(form).getByLabelText("New password"), proposed);
    const send = () =>
      shown.user.click(within(form).getByRole("button", { name: "Change password" }));
    return { ...shown, form, send };
  }

  it("shows which rules are kept while one types, and is not sent before all are", async () => {
    const asked = cognito("ChangePassword", () => HttpResponse.json({}));
    const { form, send } = await fill("old", "lower1");
    const rule = (name: string) => within(form).getByText(name).closest("li");
    expect(rule("a digit")).toHaveTextContent("a digit, done");
    expect(rule("an upper case letter")).toHaveTextContent("open");
    await send();
    expect(await within(form).findByRole("alert")).toHaveTextContent("does not keep all the rules");
    expect(asked).toEqual([]);
  });

  it("is changed", async () => {
    const { form, send } = await fill("Correct-Horse-1", "Another-Horse-2");
    await send();
    expect(await screen.findByText("Your password is changed.")).toBeInTheDocument();
    expect(within(form).getByLabelText("New password")).toHaveValue("");
  });

  it("tells of a wrong current one at its field", async () => {
    const { form, send } = await fill("wrong", "Another-Horse-2");
    await send();
    const field = within(form).getByLabelText("Current password");
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveAccessibleDescription("This is not your current password");
  });

  it("tells of another failure below the form", async () => {
    cognito("ChangePassword", () => HttpResponse.error());
    const { form, send } = await fill("Correct-Horse-1", "Another-Horse-2");
    await send();
    expect(await within(form).findByRole("alert")).toHaveTextContent("cannot be reached");
  });

  it("can be seen while one types", async () => {
    const { user, form } = await fill("a", "b");
    await user.click(within(form).getByRole("switch", { name: "Show passwords" }));
    expect(within(form).getByLabelText("New password")).toHaveAttribute("type", "text");
  });
});

describe("signing out everywhere", () => {
  it("ends every session after a question", async () => {
    const asked = cognito("GlobalSignOut", () => HttpResponse.json({}));
    const { user, router } = await open();
    await user.click(screen.getByRole("button", { name: "Sign out everywhere" }));
    const dialog = screen.getByRole("dialog", { name: "Sign out on all devices?" });
    await user.click(within(dialog).getByRole("button", { name: "Sign out everywhere" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/welcome"));
    expect(asked).toHaveLength(1);
    expect(currentSession()).toBeUndefined();
  });

  it("changes nothing where it fails", async () => {
    const browser = stubPush({ permission: "granted", held: held() });
    cognito("GlobalSignOut", () => HttpResponse.error());
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Sign out everywhere" }));
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Sign out everywhere" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("cannot be reached");
    expect(currentSession()).toBeDefined();
    expect(browser.held).toBeDefined();
  });
});

describe("deleting the account", () => {
  async function ask(typed: string) {
    const shown = await open();
    await shown.user.click(screen.getByRole("button", { name: "Delete account…" }));
    const dialog = screen.getByRole("dialog", { name: "Delete your account?" });
    await shown.user.type(within(dialog).getByLabelText(/To go on, type/), typed);
    await shown.user.click(within(dialog).getByRole("button", { name: "Delete for good" }));
    return { ...shown, dialog };
  }

  it("says what goes, and wants the e-mail typed", async () => {
    const { dialog } = await ask("ada@example");
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(5);
    expect(within(dialog).getByText("This cannot be taken back.")).toBeInTheDocument();
    expect(within(dialog).getByRole("alert")).toHaveTextContent("not the e-mail of your account");
    expect(community.me).toBeDefined();
  });

  it("deletes everything, then the sign-in, and leads to the welcome", async () => {
    const asked = cognito("DeleteUser", () => HttpResponse.json({}));
    localStorage.setItem("dailygrind.draft.piece", "{}");
    const { router } = await ask("Ada@example.org");
    await waitFor(() => expect(currentSession()).toBeUndefined());
    expect(router.state.location.pathname).toBe("/welcome");
    expect(await screen.findByText("Your account is deleted.")).toBeInTheDocument();
    expect(community.me).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(localStorage.getItem("dailygrind.draft.piece")).toBeNull();
  });

  it.each(["NotAuthorizedException", "UserNotFoundException"])(
    "is content where the sign-in is gone already: %s",
    async (name) => {
      cognito("DeleteUser", () => refusal(name));
      await ask("ada@example.org");
      await waitFor(() => expect(currentSession()).toBeUndefined());
    },
  );

  it("stays, and says why, where the server refuses", async () => {
    server.use(http.delete("/users/me", () => HttpResponse.json({}, { status: 503 })));
    const { dialog } = await ask("ada@example.org");
    expect(await within(dialog).findByText(/takes no changes/)).toBeInTheDocument();
    expect(currentSession()).toBeDefined();
  });
});
