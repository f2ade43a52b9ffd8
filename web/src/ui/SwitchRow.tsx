import Box from "@mui/material/Box";
import Switch from "@mui/material/Switch";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId } from "react";

/** The knob and its edge are seen in both states, also without colours. */
const Knob = styled(Switch)(({ theme }) => ({
  width: 52,
  height: 44,
  padding: "8px 2px",
  flexShrink: 0,
  "& .MuiSwitch-switchBase": {
    padding: 0,
    margin: "13px 7px",
    color: theme.vars!.palette.edge,
    "&.Mui-checked": {
      transform: "translateX(20px)",
      color: theme.vars!.palette.primary.contrastText,
      "& + .MuiSwitch-track": {
        opacity: 1,
        backgroundColor: theme.vars!.palette.primary.main,
        borderColor: theme.vars!.palette.primary.main,
      },
    },
    "&.Mui-focusVisible + .MuiSwitch-track": {
      outline: `3px solid ${theme.vars!.palette.primary.main}`,
      outlineOffset: 2,
    },
    "&.Mui-disabled + .MuiSwitch-track": { opacity: 0.5 },
  },
  "& .MuiSwitch-thumb": { width: 18, height: 18, boxShadow: "none" },
  "& .MuiSwitch-track": {
    opacity: 1,
    borderRadius: 999,
    backgroundColor: theme.vars!.palette.background.raised,
    border: `1px solid ${theme.vars!.palette.edge}`,
  },
}));

interface SwitchRowProps {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** Something that is on or off, and what that means. */
export function SwitchRow({ label, hint, checked, onChange, disabled = false }: SwitchRowProps) {
  const id = useId();
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 2, py: 0.5, minHeight: 52 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="label" htmlFor={id} sx={{ fontWeight: 600, display: "block" }}>
          {label}
        </Typography>
        {hint && (
          <Typography variant="body2" color="textSecondary" id={`${id}-hint`}>
            {hint}
          </Typography>
        )}
      </Box>
      <Knob
        id={id}
        checked={checked}
        disabled={disabled}
        onChange={(_event, on) => onChange(on)}
        slotProps={{
          input: { role: "switch", ...(hint && { "aria-describedby": `${id}-hint` }) },
        }}
      />
    </Box>
  );
}
