/** My account: its password, its sign-ins, its end. */
import { useMutation } from "@tanstack/react-query";

import { users } from "@/api/client";
import { CognitoError, changePassword, deleteUser } from "@/auth/cognito";
import { accessToken, forgetSession, signOut, signOutEverywhere } from "@/auth/session";

import { unsubscribeThisDevice } from "./subscriptions";

/** What the app does while the session is still there: forget drafts, leave for another page. */
type Leave = () => unknown;

/** Long enough for a server that answers; nobody waits longer to sign out. */
const patience = 3000;

/** Ends notifications here as far as that can be done; a sign-out never fails by it. */
async function quieten(): Promise<void> {
  const tooLong = new Promise<void>((resolve) => setTimeout(resolve, patience));
  await Promise.race([unsubscribeThisDevice().catch(() => undefined), tooLong]);
}

/**
 * Signs out on this device, which is notified no more. `leave` is what the app does just before the
 * session ends; it forgets the drafts, which this folder does not know.
 */
export async function signOutHere(leave: Leave): Promise<void> {
  await quieten();
  await leave();
  await signOut();
}

/** Ends every session of the account, this one too. Throws, and changes nothing, where it fails. */
export function useSignOutEverywhere(leave: Leave) {
  return useMutation({
    mutationFn: async () => {
      await quieten();
      await signOutEverywhere();
    },
    onSuccess: leave,
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
      await quieten();
      await users.DELETE("/users/me");
      try {
        await deleteUser(token ?? "");
      } catch (error) {
        if (!(error instanceof CognitoError) || !gone.includes(error.name)) throw error;
      }
    },
    onSuccess: async () => {
      await leave();
      forgetSession();
    },
  });
}
