import { ThemeProvider } from "@mui/material/styles";
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type RouteObject, RouterProvider, createMemoryRouter } from "react-router";

import { signIn, signOut } from "@/auth/session";
import { makeQueryClient } from "@/data/client";
import { registerSharing } from "@/data/pieces";
import { ToastProvider } from "@/ui/toasts";
import { theme } from "@/ui/theme";

interface Options {
  /** Where the test begins; default "/". */
  at?: string;
  /** The pattern of the component's route, where it has parameters. */
  path?: string;
  /** Other addresses that the test may get to. */
  others?: RouteObject[];
  /** As a stranger. */
  signedOut?: boolean;
}

/**
 * Shows a component in the app's surroundings as Ada, who is signed in to the mocked community, or
 * as a stranger.
 * `router.state.location` tells where the test is.
 */
export async function show(element: React.ReactElement, options: Options = {}) {
  if (options.signedOut) await signOut();
  else await signIn("ada@example.org", "Correct-Horse-1");
  const client = makeQueryClient();
  registerSharing(client);
  const { at = "/", path = "/", others = [] } = options;
  const elsewhere = { path: "*", element: <p>elsewhere</p> };
  const router = createMemoryRouter([{ path, element }, ...others, elsewhere], {
    initialEntries: [at],
  });
  const user = userEvent.setup();
  const view = render(
    <ThemeProvider theme={theme}>
      <ToastProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ToastProvider>
    </ThemeProvider>,
  );
  return { ...view, client, router, user };
}
