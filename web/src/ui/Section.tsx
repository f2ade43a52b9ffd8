import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId } from "react";

import { Surface } from "./Surface";

interface SectionProps {
  title: string;
  /** One sentence about it. */
  about?: ReactNode;
  children: ReactNode;
}

/** A card with a heading of the second level. */
export function Section({ title, about, children }: SectionProps) {
  const id = useId();
  return (
    <Surface aria-labelledby={id}>
      <Typography variant="h2" id={id}>
        {title}
      </Typography>
      {about && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5, maxWidth: "60ch" }}>
          {about}
        </Typography>
      )}
      <Box sx={{ mt: 2.5 }}>{children}</Box>
    </Surface>
  );
}

/** Sections below one another, as wide as lines are good to read. */
export const Sections = ({ children }: { children: ReactNode }) => (
  <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2.5, maxWidth: 720 }}>
    {children}
  </Box>
);
