import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

import { Link } from "@/ui/LinkButton";
import { Logo } from "@/ui/Logo";
import { Page } from "@/ui/Page";

interface AuthPageProps {
  title: string;
  children: ReactNode;
  /** What else one may have come for. */
  footer?: ReactNode;
}

/** The quiet page of everything around accounts: one column, one thing to do. */
export function AuthPage({ title, children, footer }: AuthPageProps) {
  return (
    <Box component="main" sx={{ maxWidth: 440, mx: "auto", px: 2.5, py: { xs: 3, sm: 8 } }}>
      <Link
        to="/welcome"
        color="inherit"
        sx={{ display: "inline-flex", alignItems: "center", gap: 1, mb: { xs: 4, sm: 6 }, py: 1 }}
      >
        <Logo />
        <Typography variant="h3" component="span">
          DailyGrind
        </Typography>
      </Link>
      <Page title={title}>{children}</Page>
      {footer && (
        <Typography color="textSecondary" sx={{ mt: 4 }} component="div">
          {footer}
        </Typography>
      )}
    </Box>
  );
}
