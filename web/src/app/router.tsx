import { type RouteObject, createBrowserRouter } from "react-router";

import { type Namespace, loadTexts } from "@/i18n";
import { Component as Today } from "@/features/today/Today";

import { NotThere } from "@/ui/NotThere";

import { Broken } from "./Broken";
import { Frame } from "./Frame";
import { Gate } from "./Gate";

interface Screen {
  Component: React.ComponentType;
}

/** A screen in a chunk of its own, which its module exports as `Component`, and its texts. */
function screen(load: () => Promise<Screen>, ...texts: Namespace[]): () => Promise<Screen> {
  return async () => {
    const [loaded] = await Promise.all([load(), loadTexts(...texts)]);
    return loaded;
  };
}

/**
 * Every address of the app. routes.json tells the server which paths are the app's; a test compares
 * the two.
 */
export const routes: RouteObject[] = [
  {
    errorElement: <Broken />,
    HydrateFallback: () => null,
    children: [
      { path: "/welcome", lazy: screen(() => import("@/features/welcome/Welcome"), "auth") },
      { path: "/sign-in", lazy: screen(() => import("@/features/auth/SignIn"), "auth") },
      { path: "/sign-up", lazy: screen(() => import("@/features/auth/SignUp"), "auth") },
      { path: "/reset", lazy: screen(() => import("@/features/auth/Reset"), "auth") },
      { path: "/invite/:userId", lazy: screen(() => import("@/features/welcome/Invite"), "auth") },
      {
        element: <Gate />,
        children: [
          { path: "/start", lazy: screen(() => import("@/features/start/Start"), "start") },
          {
            element: <Frame />,
            errorElement: <Broken />,
            children: [
              { path: "/", Component: Today },
              {
                path: "/pieces/:postId",
                lazy: screen(() => import("@/features/piece/PieceScreen")),
              },
              { path: "/people/:userId", lazy: screen(() => import("@/features/people/Person")) },
              {
                path: "/people/:userId/friends",
                lazy: screen(() => import("@/features/people/FriendsOf")),
              },
              {
                path: "/friends",
                lazy: screen(() => import("@/features/friends/Friends"), "friends"),
                children: [
                  {
                    index: true,
                    lazy: screen(() => import("@/features/friends/MyFriends"), "friends"),
                  },
                  {
                    path: "requests",
                    lazy: screen(() => import("@/features/friends/Requests"), "friends"),
                  },
                  {
                    path: "find",
                    lazy: screen(() => import("@/features/friends/Find"), "friends"),
                  },
                ],
              },
              { path: "/inbox", lazy: screen(() => import("@/features/inbox/Inbox"), "inbox") },
              { path: "/me", lazy: screen(() => import("@/features/me/Me"), "me") },
              { path: "/me/edit", lazy: screen(() => import("@/features/me/EditProfile"), "me") },
              {
                path: "/settings",
                lazy: screen(() => import("@/features/settings/Settings"), "settings"),
                children: [
                  {
                    index: true,
                    lazy: screen(() => import("@/features/settings/General"), "settings"),
                  },
                  {
                    path: "notifications",
                    lazy: screen(() => import("@/features/settings/Notifications"), "settings"),
                  },
                  {
                    path: "account",
                    lazy: screen(() => import("@/features/settings/Account"), "settings", "auth"),
                  },
                  {
                    path: "blocked",
                    lazy: screen(() => import("@/features/settings/Blocked"), "settings"),
                  },
                ],
              },
              {
                path: "/admin",
                lazy: screen(() => import("@/features/admin/Admin"), "admin"),
                children: [
                  { index: true, lazy: screen(() => import("@/features/admin/Accounts"), "admin") },
                  { path: "jobs", lazy: screen(() => import("@/features/admin/Jobs"), "admin") },
                  {
                    path: "metrics",
                    lazy: screen(() => import("@/features/admin/Metrics"), "admin"),
                  },
                ],
              },
              { path: "*", Component: NotThere },
            ],
          },
        ],
      },
    ],
  },
];

export const makeRouter = () => createBrowserRouter(routes);
