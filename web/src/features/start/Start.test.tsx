import { screen, waitFor } from "@testing-library/react";

import { community } from "@/mocks/community";
import { show } from "@/test/render";

import { Component as Start } from "./Start";

const at = { at: "/start?next=%2Fpeople%2F7", path: "/start" };

it("makes a profile in the device's time zone, then shows people", async () => {
  community.me = undefined;
  const { user, router } = await show(<Start />, at);
  await user.type(await screen.findByLabelText("First name"), "Mina");
  await user.type(screen.getByLabelText("Last name"), "Okafor");
  await user.click(screen.getByRole("button", { name: "Continue" }));
  expect(await screen.findByRole("heading", { name: "Find people you know" })).toBeVisible();
  expect(community.me).toMatchObject({
    firstName: "Mina",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  await user.click(await screen.findByRole("button", { name: /Add friend: Tony Hoare/ }));
  await waitFor(() => expect(community.people[5]!.relation).toBe("outgoing"));
  await user.click(await screen.findByRole("button", { name: "To today's pieces" }));
  expect(router.state.location.pathname).toBe("/people/7");
});

it("asks for both names", async () => {
  community.me = undefined;
  const { user } = await show(<Start />, at);
  await user.click(await screen.findByRole("button", { name: "Continue" }));
  expect(await screen.findAllByText("Please fill this in")).toHaveLength(2);
  expect(community.me).toBeUndefined();
});
