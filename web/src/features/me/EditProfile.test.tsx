import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";
import { LinkButton } from "@/ui/LinkButton";

import { Component as EditProfile } from "./EditProfile";

const open = async () => {
  const shown = await show(<EditProfile />, { at: "/me/edit", path: "/me/edit" });
  return { ...shown, first: await screen.findByLabelText(/First name/) };
};
const save = () => screen.getByRole("button", { name: "Save" });

it("saves all of the profile and goes back to it", async () => {
  const { user, router, first } = await open();
  await user.clear(first);
  await user.type(first, "Augusta");
  await user.type(screen.getByLabelText(/Birthday/), "10.12.1815");
  await user.click(screen.getByRole("radio", { name: "Friends only" }));
  await user.click(save());
  await waitFor(() => expect(router.state.location.pathname).toBe("/me"));
  expect(community.me).toMatchObject({
    firstName: "Augusta",
    lastName: "Lovelace",
    headline: "Computing pioneer",
    birthday: "1815-12-10",
    timeZone: "Europe/Berlin",
    profileVisibility: "friends",
    contactVisibility: "self",
    email: "ada@example.org",
  });
});

it("says what is missing, too long or unknown", async () => {
  const { user, first } = await open();
  await user.clear(first);
  const headline = screen.getByLabelText(/Headline/);
  await user.click(headline);
  await user.paste("x".repeat(201));
  const zone = screen.getByLabelText(/Time zone/);
  await user.clear(zone);
  await user.type(zone, "Mars/Base");
  await user.click(save());
  expect(await screen.findByText("Please fill this in")).toBeVisible();
  expect(screen.getByText("At most 200 characters")).toBeVisible();
  expect(screen.getByText(/There is no such time zone/)).toBeVisible();
  expect(first).toHaveFocus();
});

it("takes no birthday that is still to come", async () => {
  const { user } = await open();
  await user.type(screen.getByLabelText(/Birthday/), "June 2999");
  await user.click(save());
  expect(await screen.findByText("This day is still to come.")).toBeVisible();
});

it("puts what the server finds wrong to its field", async () => {
  server.use(
    http.put("*/users/me", () =>
      HttpResponse.json(
        {
          title: "Invalid",
          status: 422,
          errors: [{ pointer: "/timeZone", detail: "is not known" }],
        },
        { status: 422 },
      ),
    ),
  );
  const { user } = await open();
  await user.click(save());
  expect(await screen.findByText("The server does not take that: is not known")).toBeVisible();
  expect(screen.getByLabelText(/Time zone/)).toBeInvalid();
});

it("asks before changes are lost", async () => {
  const { user, router, first } = await show(
    <>
      <EditProfile />
      <LinkButton to="/away">Away</LinkButton>
    </>,
    { at: "/me/edit", path: "/me/edit" },
  ).then(async (shown) => ({ ...shown, first: await screen.findByLabelText(/First name/) }));
  await user.type(first, "!");
  await user.click(screen.getByRole("link", { name: "Away" }));
  const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
  await user.click(within(dialog).getByRole("button", { name: "Keep editing" }));
  expect(router.state.location.pathname).toBe("/me/edit");
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  await user.click(screen.getByRole("link", { name: "Away" }));
  await user.click(await screen.findByRole("button", { name: "Discard changes" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/away"));
});
