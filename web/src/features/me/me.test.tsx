import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { community, piece } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Me } from "./Me";

const mine = () => community.me!.userId;
const today = () => new Date().toISOString().slice(0, 10);

beforeEach(() => {
  community.me!.timeZone = "UTC";
  URL.createObjectURL = () => "blob:chosen";
  URL.revokeObjectURL = () => undefined;
});

const gif = () => new File(["GIF89a"], "me.gif", { type: "image/gif" });

async function openPicture() {
  const shown = await show(<Me />);
  await shown.user.click(await screen.findByRole("button", { name: "Change your picture" }));
  await screen.findByRole("dialog", { name: "Your picture" });
  return shown;
}

describe("Me", () => {
  it("shows my profile, with ways to settings and administration", async () => {
    await show(<Me />);
    expect(await screen.findByRole("heading", { level: 1, name: "Ada Lovelace" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Edit profile" })).toHaveAttribute("href", "/me/edit");
    expect(screen.getByRole("link", { name: "Settings" })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Administration" })).toBeInTheDocument();
    expect(await screen.findByText("No piece yet")).toBeVisible();
  });

  it("marks the days on which I shared, as ways to their pieces", async () => {
    community.pieces.push(piece(community.me!, 60));
    const { user } = await show(<Me />);
    const table = await screen.findByRole("table");
    const day = await within(table).findByRole("link", { name: /^Your piece of/ });
    expect(day.closest("td")).toHaveAttribute("aria-current", "date");
    expect(screen.getByText("1 piece this month")).toBeVisible();
    expect(screen.getByRole("button", { name: "Month after" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Month before" }));
    expect(await screen.findByText("No piece this month")).toBeVisible();
  });

  it("unpins at once, and pins again where the server refuses", async () => {
    const pinned = piece(community.me!, 61, { title: "Engines", isPinned: true, day: today() });
    community.pieces.push(pinned);
    server.use(
      http.delete("*/posts/users/me/pinned-posts/:id", () =>
        HttpResponse.json({ title: "No", status: 409, detail: "No." }, { status: 409 }),
      ),
    );
    const { user } = await show(<Me />);
    await user.click(await screen.findByRole("button", { name: "Unpin “Engines”" }));
    expect(await screen.findByText("No.")).toBeVisible();
    expect(await screen.findByRole("button", { name: "Unpin “Engines”" })).toBeVisible();
    server.resetHandlers();
    await user.click(screen.getByRole("button", { name: "Unpin “Engines”" }));
    await waitFor(() =>
      expect(screen.queryByRole("heading", { name: "Pinned" })).not.toBeInTheDocument(),
    );
  });
});

describe("Jobs", () => {
  it("adds one, edits it and deletes it", async () => {
    const { user } = await show(<Me />);
    await user.click(await screen.findByRole("button", { name: "Add a job" }));
    const added = await screen.findByRole("dialog", { name: "Add a job" });
    await user.type(within(added).getByLabelText(/What you do/), "Analyst");
    await user.type(within(added).getByLabelText(/Company/), "Engine");
    await user.type(within(added).getByLabelText(/Begin/), "10/1842");
    await user.click(within(added).getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Oct 1842 – today")).toBeVisible();
    expect(await screen.findByText("Saved")).toBeVisible();
    expect(community.jobs.get(mine())).toEqual([
      expect.objectContaining({ jobTitle: "Analyst", companyName: "Engine", startDate: "1842-10" }),
    ]);

    await user.click(await screen.findByRole("button", { name: "Edit “Analyst”" }));
    const edited = await screen.findByRole("dialog", { name: "Edit the job" });
    const title = within(edited).getByLabelText(/What you do/);
    await user.clear(title);
    await user.type(title, "Author");
    await user.click(within(edited).getByRole("button", { name: "Save" }));
    await user.click(await screen.findByRole("button", { name: "Delete “Author”" }));
    const asked = await screen.findByRole("dialog", { name: "Delete “Author”?" });
    await user.click(within(asked).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(community.jobs.get(mine())).toEqual([]));
  });

  it("says what is missing or wrong, also what the server says", async () => {
    server.use(
      http.post("*/users/me/jobs", () =>
        HttpResponse.json(
          {
            title: "Invalid",
            status: 422,
            errors: [{ pointer: "/companyName", detail: "is not allowed" }],
          },
          { status: 422 },
        ),
      ),
    );
    const { user } = await show(<Me />);
    await user.click(await screen.findByRole("button", { name: "Add a job" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a job" });
    const save = within(dialog).getByRole("button", { name: "Save" });
    await user.type(within(dialog).getByLabelText(/Begin/), "soon");
    await user.click(save);
    expect(await within(dialog).findAllByText("Please fill this in")).toHaveLength(2);
    expect(within(dialog).getByText(/cannot read this as a date/)).toBeVisible();

    await user.type(within(dialog).getByLabelText(/What you do/), "Analyst");
    await user.type(within(dialog).getByLabelText(/Company/), "Engine");
    await user.clear(within(dialog).getByLabelText(/Begin/));
    await user.click(save);
    await within(dialog).findByText("The server does not take that: is not allowed");
    expect(within(dialog).getByLabelText(/Company/)).toBeInvalid();
  });
});

describe("Education", () => {
  it("adds one", async () => {
    const { user } = await show(<Me />);
    await user.click(await screen.findByRole("button", { name: "Add an education" }));
    const dialog = await screen.findByRole("dialog", { name: "Add an education" });
    await user.type(within(dialog).getByLabelText(/Institution/), "At home");
    await user.type(within(dialog).getByLabelText(/Subject/), "Mathematics");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Mathematics")).toBeVisible();
  });
});

describe("Picture", () => {
  it("is sent, made and shown; and removed", async () => {
    const { user } = await openPicture();
    await user.upload(screen.getByLabelText("Picture file"), gif());
    expect(screen.getByRole("img", { name: "The picture that you chose" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use this picture" }));
    expect(await screen.findByText("Your new picture is in place.")).toBeVisible();
    expect(community.me?.profilePictureUrl).toBe(`data:image/gif;base64,${btoa("GIF89a")}`);

    await user.click(await screen.findByRole("button", { name: "Change your picture" }));
    await user.click(await screen.findByRole("button", { name: "Remove picture" }));
    await waitFor(() => expect(community.me?.profilePictureUrl).toBeUndefined());
  });

  it("is checked before it is sent", async () => {
    const { user } = await openPicture();
    const input = screen.getByLabelText("Picture file");
    const large = gif();
    Object.defineProperty(large, "size", { value: 11 * 1024 * 1024 });
    await user.upload(input, large);
    expect(await screen.findByText(/has more than 10 MiB/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Use this picture" })).not.toBeInTheDocument();
  });

  it("is not taken where the browser cannot show it", async () => {
    const { user } = await openPicture();
    await user.upload(screen.getByLabelText("Picture file"), gif());
    fireEvent.error(screen.getByRole("img", { name: "The picture that you chose" }));
    expect(screen.getByRole("alert")).toHaveTextContent("not a picture we can read");
    expect(screen.queryByRole("button", { name: "Use this picture" })).not.toBeInTheDocument();
  });

  it("tells why none was made of it", async () => {
    server.use(
      http.get("*/users/me/picture", () =>
        HttpResponse.json({ state: "refused", flaw: "damaged" }),
      ),
    );
    const { user } = await openPicture();
    await user.upload(screen.getByLabelText("Picture file"), gif());
    await user.click(screen.getByRole("button", { name: "Use this picture" }));
    expect(await screen.findByText(/The file is damaged/)).toBeVisible();
  });
});
