import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useId } from "react";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** What it means. */
  text?: string;
}

interface ChoicesProps<Value extends string> {
  legend: string;
  choices: Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few, each with what it means. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { legend, choices, value, onChange } = props;
  const id = useId();
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Typography
        component="legend"
        variant="body2"
        sx={{ fontWeight: 600, mb: 1, p: 0, float: "none" }}
      >
        {legend}
      </Typography>
      <Box sx={{ display: "grid", gap: 1 }}>
        {choices.map((choice) => {
          const chosen = choice.value === value;
          return (
            <Box
              key={choice.value}
              component="label"
              htmlFor={`${id}-${choice.value}`}
              sx={{
                display: "flex",
                gap: 1.5,
                p: 1.5,
                cursor: "pointer",
                border: 1,
                borderColor: chosen ? "primary.main" : "edge",
                borderRadius: "12px",
                bgcolor: chosen ? "background.wash" : "background.raised",
              }}
            >
              <Box
                component="input"
                type="radio"
                id={`${id}-${choice.value}`}
                name={id}
                checked={chosen}
                onChange={() => onChange(choice.value)}
                aria-describedby={choice.text && `${id}-${choice.value}-text`}
                aria-labelledby={`${id}-${choice.value}-label`}
                sx={{
                  accentColor: "var(--dg-palette-primary-main)",
                  width: 20,
                  height: 20,
                  flex: "none",
                  m: 0,
                }}
              />
              <Box sx={{ minWidth: 0 }}>
                <Typography
                  variant="body2"
                  component="span"
                  id={`${id}-${choice.value}-label`}
                  sx={{ fontWeight: 600, display: "block" }}
                >
                  {choice.label}
                </Typography>
                {choice.text && (
                  <Typography
                    variant="body2"
                    component="span"
                    color="textSecondary"
                    id={`${id}-${choice.value}-text`}
                  >
                    {choice.text}
                  </Typography>
                )}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
