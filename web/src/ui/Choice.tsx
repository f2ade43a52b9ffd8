import Box from "@mui/material/Box";
import { type Theme, styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import type { SystemStyleObject } from "@mui/system";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";

const Pill = styled("label")(({ theme }) => ({
  display: "inline-flex",
  alignItems: "center",
  gap: theme.spacing(0.75),
  minHeight: 44,
  padding: theme.spacing(0.75, 2),
  lineHeight: 1.3,
  borderRadius: 999,
  border: `1px solid ${theme.vars!.palette.edge}`,
  backgroundColor: theme.vars!.palette.background.raised,
  fontSize: "0.9375rem",
  fontWeight: 600,
  cursor: "pointer",
  "& input": { position: "absolute", opacity: 0, width: 1, height: 1, margin: 0 },
  "& svg": { display: "none" },
  "&:has(:checked)": {
    color: theme.vars!.palette.primary.main,
    borderColor: theme.vars!.palette.primary.main,
    backgroundColor: theme.vars!.palette.background.wash,
    "& svg": { display: "block" },
  },
  "&:has(:focus-visible)": {
    outline: `3px solid ${theme.vars!.palette.primary.main}`,
    outlineOffset: 2,
  },
}));

interface Option<Value> {
  value: Value;
  label: ReactNode;
  /** The language of the label, where it is not the page's. */
  lang?: string;
}

interface ChoiceProps<Value> {
  label: string;
  hint?: ReactNode;
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  sx?: SystemStyleObject<Theme>;
}

/** One of a few, all of which are seen. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, hint, options, value, onChange, sx } = props;
  const id = useId();
  return (
    <Box
      component="fieldset"
      sx={{ border: 0, m: 0, p: 0, minWidth: 0, position: "relative", ...sx }}
    >
      <Typography component="legend" sx={{ fontWeight: 600, p: 0, mb: hint ? 0 : 1 }}>
        {label}
      </Typography>
      {hint && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
          {hint}
        </Typography>
      )}
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
        {options.map((option) => (
          <Pill key={option.value} lang={option.lang}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <Check size={17} aria-hidden />
            {option.label}
          </Pill>
        ))}
      </Box>
    </Box>
  );
}
