import Typography from "@mui/material/Typography";
import { useId } from "react";

import { Sparkline } from "@/ui/Sparkline";
import { Surface } from "@/ui/Surface";

interface FigureCardProps {
  title: string;
  value: string;
  note: string;
  /** How it went, oldest first, and what that line says in words. */
  line?: { values: readonly number[]; label: string };
}

/** A figure, and how it went. */
export function FigureCard({ title, value, note, line }: FigureCardProps) {
  const id = useId();
  return (
    <Surface aria-labelledby={id}>
      <Typography id={id} component="h2" variant="body2" sx={{ fontWeight: 600 }}>
        {title}
      </Typography>
      <Typography
        component="p"
        variant="h2"
        sx={{ fontSize: "2rem", my: 0.5, fontVariantNumeric: "lining-nums tabular-nums" }}
      >
        {value}
      </Typography>
      {line && <Sparkline {...line} />}
      <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1 }}>
        {note}
      </Typography>
    </Surface>
  );
}
