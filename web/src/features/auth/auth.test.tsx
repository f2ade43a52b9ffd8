import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import type { ReactElement } from "react";

import { type InstanceConfig } from "@/api/config";
import { currentSession } from "@/auth/session";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Reset } from "./Reset";
import { Component as SignIn } from "./SignIn";
import { Component as SignUp } from "./SignUp";

const visit = (element: ReactElement, at: string) =>
  show(element, { at, path: at.split("?")[0]!, signedOut: true });

const inputs: Record<string, Record<string, unknown>> = {};
const answers = (given: Record<string, object>) =>
  http.post("/", async ({ request }) => {
    const operation = request.headers.get("X-Amz-Target")?.split(".")[1] ?? "";
    inputs[operation] = (await request.clone().json()) as Record<string, unknown>;
    const answer = given[operation];
    return answer && HttpResponse.json(answer, { status: "__type" in answer ? 400 : 200 });
  });

it("signs in and leads to where one wanted to be", async () => {
  const { user, router } = await visit(<SignIn />, "/sign-in?next=%2Fpieces%2F7");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.org");
  await user.type(screen.getByLabelText("Password"), "Correct-Horse-1");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/pieces/7"));
  expect(currentSession()?.email).toBe("ada@example.org");
});

it("says that the password is wrong and keeps what was typed", async () => {
  const { user } = await visit(<SignIn />, "/sign-in");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.org");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("E-mail or password is wrong");
  expect(screen.getByLabelText("E-mail")).toHaveValue("ada@example.org");
});

it("asks for the code of an address that is not confirmed", async () => {
  server.use(answers({ InitiateAuth: { __type: "UserNotConfirmedException", message: "no" } }));
  const { user } = await visit(<SignIn />, "/sign-in");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.org");
  await user.type(screen.getByLabelText("Password"), "Correct-Horse-1");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  await user.type(await screen.findByLabelText("Code"), "123456");
  await user.click(screen.getByRole("button", { name: "Confirm" }));
  await waitFor(() =>
    expect(inputs["ConfirmSignUp"]).toMatchObject({ ConfirmationCode: "123456" }),
  );
  expect(inputs["ResendConfirmationCode"]).toMatchObject({ Username: "ada@example.org" });
});

it("shows which rules a password keeps to while it is typed", async () => {
  const { user } = await visit(<SignUp />, "/sign-up");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.org");
  await user.type(screen.getByLabelText("Password"), "correct");
  expect(screen.getByText("a lower case letter").parentElement).toHaveTextContent("done");
  expect(screen.getByText("a digit").parentElement).toHaveTextContent("open");
  await user.click(screen.getByRole("button", { name: "Sign up" }));
  expect(await screen.findByText(/lacks something/)).toBeInTheDocument();
  await waitFor(() => expect(screen.getByLabelText("Password")).toHaveFocus());
  await user.type(screen.getByLabelText("Password"), "-Horse-1");
  expect(screen.queryByText(/lacks something/)).not.toBeInTheDocument();
});

it("passes on an invitation", async () => {
  server.use(answers({}));
  const { user, router } = await visit(<SignUp />, "/sign-up?invitation=abc");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.org");
  await user.type(screen.getByLabelText("Password"), "Correct-Horse-1");
  await user.click(screen.getByRole("button", { name: "Sign up" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  expect(inputs["SignUp"]).toMatchObject({ ClientMetadata: { invitation: "abc" } });
});

it("has no form where nobody may sign up", async () => {
  const open = (await (await fetch("/config.json")).json()) as InstanceConfig;
  server.use(http.get("/config.json", () => HttpResponse.json({ ...open, signUp: "closed" })));
  await visit(<SignUp />, "/sign-up");
  expect(await screen.findByText("This instance takes no new members.")).toBeInTheDocument();
  expect(screen.queryByLabelText("E-mail")).not.toBeInTheDocument();
});

it("sets a new password with the code of a link", async () => {
  server.use(answers({ ConfirmForgotPassword: {} }));
  const { user } = await visit(<Reset />, "/reset?email=ada%40example.org&code=42");
  expect(screen.queryByLabelText("Code")).not.toBeInTheDocument();
  await user.type(screen.getByLabelText("New password"), "Correct-Horse-2");
  await user.click(screen.getByRole("button", { name: "Set the password" }));
  expect(await screen.findByText(/new password holds/)).toBeInTheDocument();
  expect(inputs["ConfirmForgotPassword"]).toMatchObject({
    Username: "ada@example.org",
    ConfirmationCode: "42",
    Password: "Correct-Horse-2",
  });
});

it("sends a code first where there is none", async () => {
  server.use(answers({ ForgotPassword: {} }));
  const { user } = await visit(<Reset />, "/reset");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.org");
  await user.click(screen.getByRole("button", { name: "Send a code" }));
  expect(await screen.findByLabelText("Code")).toBeInTheDocument();
});
