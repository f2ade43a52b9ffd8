/** My account: its password, its sign-ins, its end. */
import { useMutation } from "@tanstack/react-query";

import { users } from "@/api/client";
import { CognitoError, changePassword, deleteUser, globalSignOut } from "@/auth/cognito";
import { accessToken, forgetSession, signOut } from "@/auth/session";

import { forgetDrafts } from "./drafts";
import { forgetThisDevice, unsubscribeThisDevice } from "./subscriptions";

/** What the app does just before the session ends: it leaves for a page that needs none. */
type Leave = () => unknown;

/** Long enough for a server that answers; nobody waits longer to sign out. */
const patience = 3000;

/** Ends notifications here as far as that can be done; nothing else fails by it. */
async function quieten(end: () => Promise<void>): Promise<void> {
  const tooLong = new Promise<void>((resolve) => setTimeout(resolve, patience));
  // A subscription that only the browser forgot is refused at the next message, and then deleted.
  const ended = end().catch(() => forgetThisDevice().catch(() => undefined));
  await Promise.race([ended, tooLong]);
}

async function leaveNothing(leave: Leave): Promise<void> {
  forgetDrafts();
  await leave();
}

/** Signs out on this device, which is notified no more and keeps no drafts. */
export async function signOutHere(leave: Leave = () => undefined): Promise<void> {
  await quieten(unsubscribeThisDevice);
  await leaveNothing(leave);
  await signOut();
}

/** Ends every session of the account, this one too. Changes nothing where it fails. */
export function useSignOutEverywhere(leave: Leave) {
  return useMutation({
    mutationFn: async () => {
      await globalSignOut((await accessToken()) ?? "");
      // The token that is there still deletes the subscription.
      await quieten(unsubscribeThisDevice);
    },
    onSuccess: async () => {
      await leaveNothing(leave);
      forgetSession();
    },
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: async ({ previous, proposed }: { previous: string; proposed: string }) => {
      const token = await accessToken();
      await changePassword(token ?? "", previous, proposed);
    },
  });
}

/** Cognito's words for an account that is gone already. */
const gone = ["NotAuthorizedException", "UserNotFoundException"];

/** Deletes the account: everything that is kept for it, then its sign-in. */
export function useDeleteAccount(leave: Leave) {
  return useMutation({
    mutationFn: async () => {
      const token = await accessToken();
      await users.DELETE("/users/me");
      try {
        await deleteUser(token ?? "");
      } catch (error) {
        if (!(error instanceof CognitoError) || !gone.includes(error.name)) throw error;
      }
    },
    onSuccess: async () => {
      // The server's part of it went with the account.
      await quieten(forgetThisDevice);
      await leaveNothing(leave);
      forgetSession();
    },
  });
}
