import { type RouteObject, createBrowserRouter } from "react-router";

import { Component as Today } from "@/features/today/Today";

import { Broken } from "./Broken";
import { Frame } from "./Frame";
import { Gate } from "./Gate";
import { NotFound } from "./NotFound";

/** A screen in a chunk of its own, which its module exports as `Component`. */
const lazy = (load: () => Promise<{ Component: React.ComponentType }>): RouteObject["lazy"] => load;

/**
 * Every address of the app. routes.json tells the server which paths are the app's; a test compares
 * the two.
 */
export const routes: RouteObject[] = [
  {
    errorElement: <Broken />,
    HydrateFallback: () => null,
    children: [
      { path: "/welcome", lazy: lazy(() => import("@/features/welcome/Welcome")) },
      { path: "/sign-in", lazy: lazy(() => import("@/features/auth/SignIn")) },
      { path: "/sign-up", lazy: lazy(() => import("@/features/auth/SignUp")) },
      { path: "/reset", lazy: lazy(() => import("@/features/auth/Reset")) },
      { path: "/invite/:userId", lazy: lazy(() => import("@/features/welcome/Invite")) },
      {
        element: <Gate />,
        children: [
          { path: "/start", lazy: lazy(() => import("@/features/start/Start")) },
          {
            element: <Frame />,
            errorElement: <Broken />,
            children: [
              { path: "/", Component: Today },
              { path: "/pieces/:postId", lazy: lazy(() => import("@/features/piece/PieceScreen")) },
              { path: "/people/:userId", lazy: lazy(() => import("@/features/people/Person")) },
              {
                path: "/people/:userId/friends",
                lazy: lazy(() => import("@/features/people/FriendsOf")),
              },
              {
                path: "/friends",
                lazy: lazy(() => import("@/features/friends/Friends")),
                children: [
                  { index: true, lazy: lazy(() => import("@/features/friends/MyFriends")) },
                  { path: "requests", lazy: lazy(() => import("@/features/friends/Requests")) },
                  { path: "find", lazy: lazy(() => import("@/features/friends/Find")) },
                ],
              },
              { path: "/inbox", lazy: lazy(() => import("@/features/inbox/Inbox")) },
              { path: "/me", lazy: lazy(() => import("@/features/me/Me")) },
              { path: "/me/edit", lazy: lazy(() => import("@/features/me/EditProfile")) },
              {
                path: "/settings",
                lazy: lazy(() => import("@/features/settings/Settings")),
                children: [
                  { index: true, lazy: lazy(() => import("@/features/settings/General")) },
                  {
                    path: "notifications",
                    lazy: lazy(() => import("@/features/settings/Notifications")),
                  },
                  { path: "account", lazy: lazy(() => import("@/features/settings/Account")) },
                  { path: "blocked", lazy: lazy(() => import("@/features/settings/Blocked")) },
                ],
              },
              {
                path: "/admin",
                lazy: lazy(() => import("@/features/admin/Admin")),
                children: [
                  { index: true, lazy: lazy(() => import("@/features/admin/Accounts")) },
                  { path: "jobs", lazy: lazy(() => import("@/features/admin/Jobs")) },
                  { path: "metrics", lazy: lazy(() => import("@/features/admin/Metrics")) },
                ],
              },
              { path: "*", Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
];

export const makeRouter = () => createBrowserRouter(routes);
