import Box from "@mui/material/Box";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import {
  type ChangeEventHandler,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useId,
} from "react";

const Frame = styled("div")(({ theme }) => ({
  display: "flex",
  alignItems: "center",
  gap: 8,
  backgroundColor: theme.vars!.palette.background.raised,
  border: `1px solid ${theme.vars!.palette.edge}`,
  borderRadius: 12,
  padding: theme.spacing(0, 1.75),
  minHeight: 48,
  "&:focus-within": {
    borderColor: theme.vars!.palette.primary.main,
    boxShadow: `0 0 0 2px ${theme.vars!.palette.primary.main}`,
  },
  "&[data-wrong]": { borderColor: theme.vars!.palette.error.main },
  "& > input, & > textarea": {
    flex: 1,
    minWidth: 0,
    boxSizing: "border-box",
    minHeight: 46,
    padding: theme.spacing(1.25, 0),
    border: 0,
    margin: 0,
    background: "none",
    color: "inherit",
    font: "inherit",
    lineHeight: 1.5,
    "&::-webkit-search-cancel-button": { display: "none" },
    "&::placeholder": { color: theme.vars!.palette.text.secondary, opacity: 1 },
    // The frame shows the focus.
    "&:focus-visible": { outline: "none" },
  },
  // As high as its text, where the browser can do that; elsewhere it is pulled.
  "& > textarea": { resize: "vertical", fieldSizing: "content" },
}));

type Native = InputHTMLAttributes<HTMLInputElement> & TextareaHTMLAttributes<HTMLTextAreaElement>;
type Change = ChangeEventHandler<HTMLInputElement | HTMLTextAreaElement>;

export interface FieldProps extends Omit<Native, "onChange" | "id"> {
  label: string;
  onChange?: Change;
  /** What is wrong with the value. */
  error?: string | undefined;
  hint?: ReactNode;
  /** Shown as "used of most" once most of it is used. */
  most?: number;
  /** Marks a field that may stay empty. */
  optional?: string;
  /** A text of many lines, which grows from `minRows` to `maxRows`. */
  multiline?: boolean;
  minRows?: number;
  maxRows?: number;
  /** px, where the value is short. */
  maxWidth?: number;
  startAdornment?: ReactNode;
  endAdornment?: ReactNode;
  inputProps?: Native;
  inputRef?: Ref<HTMLInputElement | HTMLTextAreaElement>;
}

const length = (value: unknown) => (typeof value === "string" ? [...value].length : 0);

/** A labelled input, with what is wrong and what helps connected to it for screen readers. */
export function Field(props: FieldProps) {
  const { label, error, hint, most, optional, multiline, minRows, maxRows, ...others } = props;
  const { startAdornment, endAdornment, maxWidth, inputProps, inputRef, ...rest } = others;
  const id = useId();
  const used = length(rest.value);
  const nearEnd = most !== undefined && used > most * 0.8;
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  const native = {
    ...rest,
    ...inputProps,
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": Boolean(error),
  };
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
          <Typography variant="caption" color={used > most ? "error" : "textSecondary"}>
            {used} / {most}
          </Typography>
        )}
      </Box>
      <Frame {...(error && { "data-wrong": "" })} {...(maxWidth && { style: { maxWidth } })}>
        {startAdornment}
        {multiline ? (
          <textarea
            {...native}
            ref={inputRef as Ref<HTMLTextAreaElement>}
            rows={minRows ?? 2}
            {...(maxRows && { style: { maxHeight: `${maxRows * 1.5 + 1.5}em` } })}
          />
        ) : (
          <input {...native} ref={inputRef as Ref<HTMLInputElement>} />
        )}
        {endAdornment}
      </Frame>
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
