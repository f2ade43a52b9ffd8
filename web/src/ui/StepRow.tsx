import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { CircleAlert, CircleCheck, CircleDashed, CircleDot, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

const marks = {
  good: { icon: CircleCheck, color: "success.main" },
  ask: { icon: CircleDot, color: "primary.main" },
  stuck: { icon: CircleAlert, color: "error.main" },
  later: { icon: CircleDashed, color: "text.secondary" },
  checking: { icon: LoaderCircle, color: "text.secondary" },
} as const;

interface StepRowProps {
  state: keyof typeof marks;
  title: string;
  /** The state in a word or two. */
  status: string;
  /** What it means, and what comes next. */
  children?: ReactNode;
}

/** A step of a check: its state as an icon and in words. */
export function StepRow({ state, title, status, children }: StepRowProps) {
  const { icon: Icon, color } = marks[state];
  return (
    <Box component="li" sx={{ display: "flex", gap: 1.75, py: 1.75 }}>
      <Box sx={{ color, flexShrink: 0, lineHeight: 0, pt: "1px" }}>
        <Icon size={22} aria-hidden />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: "flex", alignItems: "baseline", columnGap: 1.5 }}>
          <Typography component="h3" sx={{ fontWeight: 600, flex: 1, minWidth: 0 }}>
            {title}
          </Typography>
          <Typography variant="caption" sx={{ color, fontWeight: 600, whiteSpace: "nowrap" }}>
            {status}
          </Typography>
        </Box>
        {children && (
          <Box
            sx={{
              color: "text.secondary",
              fontSize: "0.9375rem",
              mt: 0.5,
              "& > * + *": { mt: 1.25 },
            }}
          >
            {children}
          </Box>
        )}
      </Box>
    </Box>
  );
}
