/** What is kept on the device: marked queries, to be read offline, and pieces that wait to be sent. */
import { createAsyncStoragePersister } from "@tanstack/query-async-storage-persister";
import type { QueryClient } from "@tanstack/react-query";
import {
  type PersistQueryClientOptions,
  persistQueryClientSave,
} from "@tanstack/react-query-persist-client";
import { del, get, set } from "idb-keyval";

import { currentSession } from "@/auth/session";

import { shareKey } from "./pieces";

const place = "dailygrind.cache";
const days = 24 * 60 * 60_000;

/** Another number where what is kept has another shape. */
const version = "1";

/** `owner` is whose data it is: what somebody else left is not read. */
export function persistenceOf(
  owner: string,
  throttleTime = 500,
): Omit<PersistQueryClientOptions, "queryClient"> {
  return {
    persister: createAsyncStoragePersister({
      storage: {
        getItem: (key) => get<string>(key),
        // A write that comes late, after the session's end, would leave somebody's data behind.
        setItem: (key, value: string) =>
          currentSession()?.email === owner ? set(key, value) : Promise.resolve(),
        removeItem: del,
      },
      key: place,
      throttleTime,
    }),
    maxAge: 3 * days,
    buster: `${version} ${owner}`,
    dehydrateOptions: {
      shouldDehydrateQuery: (query) =>
        query.meta?.keep === true && query.state.status === "success",
      shouldDehydrateMutation: (mutation) =>
        mutation.state.isPaused && mutation.options.mutationKey?.[0] === shareKey[0],
    },
  };
}

/** Keeps what is to be kept now, and resolves when it is on the device. */
export const saveKept = (client: QueryClient, owner: string): Promise<void> =>
  persistQueryClientSave({ ...persistenceOf(owner, 0), queryClient: client });

/** For the end of a session: the device keeps nothing of it. */
export async function forgetKept(client: QueryClient): Promise<void> {
  client.clear();
  await del(place);
}
