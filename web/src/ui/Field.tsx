import Box from "@mui/material/Box";
import InputBase, { type InputBaseProps } from "@mui/material/InputBase";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { type ReactNode, type Ref, useId } from "react";

const Input = styled(InputBase)(({ theme }) => ({
  width: "100%",
  backgroundColor: theme.vars!.palette.background.raised,
  border: `1px solid ${theme.vars!.palette.edge}`,
  borderRadius: 12,
  padding: theme.spacing(0.5, 1.75),
  minHeight: 48,
  "&.Mui-focused": {
    borderColor: theme.vars!.palette.primary.main,
    boxShadow: `0 0 0 2px ${theme.vars!.palette.primary.main}`,
  },
  "&.Mui-error": { borderColor: theme.vars!.palette.error.main },
  "& .MuiInputBase-input": { padding: theme.spacing(1, 0) },
  "& .MuiInputBase-input::placeholder": {
    color: theme.vars!.palette.text.secondary,
    opacity: 1,
  },
  // The frame shows the focus.
  "& .MuiInputBase-input:focus-visible": { outline: "none" },
}));

export interface FieldProps extends Omit<InputBaseProps, "error" | "size"> {
  label: string;
  /** What is wrong with the value. */
  error?: string | undefined;
  hint?: ReactNode;
  /** Shown as "used of most" once most of it is used. */
  most?: number;
  /** Marks a field that may stay empty. */
  optional?: string;
  inputRef?: Ref<HTMLInputElement | HTMLTextAreaElement>;
}

const length = (value: unknown) => (typeof value === "string" ? [...value].length : 0);

/** A labelled input, with what is wrong and what helps connected to it for screen readers. */
export function Field({ label, error, hint, most, optional, inputProps, ...rest }: FieldProps) {
  const id = useId();
  const used = length(rest.value);
  const nearEnd = most !== undefined && used > most * 0.8;
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <Box>
      <Box sx={{ display: "flex", justifyContent: "space-between", mb: 0.75 }}>
        <Typography component="label" htmlFor={id} variant="body2" sx={{ fontWeight: 600 }}>
          {label}
          {optional && (
            <Typography component="span" variant="caption" color="textSecondary">
              {" "}
              {optional}
            </Typography>
          )}
        </Typography>
        {nearEnd && (
          <Typography variant="caption" color={used > most ? "error" : "text.secondary"}>
            {used} / {most}
          </Typography>
        )}
      </Box>
      <Input
        {...rest}
        id={id}
        error={Boolean(error)}
        inputProps={{
          ...inputProps,
          "aria-describedby": described || undefined,
          "aria-invalid": Boolean(error),
        }}
      />
      {error && (
        <Typography id={`${id}-error`} variant="caption" color="error" role="alert">
          {error}
        </Typography>
      )}
      {hint && (
        <Typography
          id={`${id}-hint`}
          component="div"
          variant="caption"
          color="textSecondary"
          sx={{ mt: 0.5 }}
        >
          {hint}
        </Typography>
      )}
    </Box>
  );
}
