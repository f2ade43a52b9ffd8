import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";

import { visuallyHidden } from "./visuallyHidden";

interface PageProps {
  title: string;
  /** The heading, where it is not the title. */
  heading?: ReactNode;
  /** What stands at the heading's end, such as buttons. */
  actions?: ReactNode;
  /** What stands above the heading, such as a way back. */
  above?: ReactNode;
  /** Hides the heading from sight, where the page shows its name otherwise. */
  quiet?: boolean;
  children: ReactNode;
}

/**
 * A screen: its title in the tab, its heading, and its contents. Where one comes from another screen
 * the heading gets the focus, so that a screen reader says where one is.
 */
export function Page({ title, heading, actions, above, quiet = false, children }: PageProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    document.title = `${title} · DailyGrind`;
  }, [title]);
  useEffect(() => {
    const busy = document.activeElement?.closest("input, textarea, [role=dialog], [role=tablist]");
    if (key !== "default" && !busy) ref.current?.focus({ preventScroll: true });
  }, [key]);
  return (
    <>
      {above}
      <Box
        component="header"
        sx={{
          display: "flex",
          alignItems: "center",
          flexWrap: "wrap",
          gap: 1.5,
          mb: quiet ? 0 : 3,
        }}
      >
        <Typography
          variant="h1"
          ref={ref}
          tabIndex={-1}
          sx={quiet ? visuallyHidden : { flex: "1 1 auto", minWidth: 0 }}
        >
          {heading ?? title}
        </Typography>
        {actions}
      </Box>
      {children}
    </>
  );
}
