import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider } from "@mui/material/styles";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { RouterProvider } from "react-router";

import { useSession } from "@/auth/session";
import { makeQueryClient } from "@/data/client";
import { forgetKept, persistenceOf } from "@/data/persistence";
import { registerSharing } from "@/data/pieces";
import { ToastProvider } from "@/ui/toasts";
import { theme } from "@/ui/theme";

import { makeRouter } from "./router";
import { Updates } from "./Updates";

function makeClient() {
  const client = makeQueryClient();
  registerSharing(client);
  return client;
}

/** What was kept is shown at once and is old however new it says it is: it is asked for again. */
async function goOn(client: QueryClient): Promise<void> {
  const sent = client.resumePausedMutations();
  await client.invalidateQueries({}, { cancelRefetch: false });
  await sent;
}

/** What is known belongs to who is signed in, and leaves memory and device with them. */
function Data({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  const owner = useSession()?.email;
  const options = useMemo(() => owner && persistenceOf(owner), [owner]);
  useEffect(() => {
    if (!owner) void forgetKept(client);
  }, [owner, client]);
  if (!options) return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  return (
    <PersistQueryClientProvider
      key={owner}
      client={client}
      persistOptions={options}
      onSuccess={() => void goOn(client)}
    >
      {children}
    </PersistQueryClientProvider>
  );
}

export function App() {
  const [router] = useState(makeRouter);
  return (
    <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="dailygrind.theme">
      <CssBaseline enableColorScheme />
      <ToastProvider>
        <Data>
          <Updates />
          <RouterProvider router={router} />
        </Data>
      </ToastProvider>
    </ThemeProvider>
  );
}
