import {
  type Control,
  type FieldPath,
  type FieldValues,
  type RegisterOptions,
  useController,
} from "react-hook-form";
import { useTranslation } from "react-i18next";

import { Field, type FieldProps } from "@/ui/Field";

import { readDate } from "./dates";

interface FormFieldProps<Values extends FieldValues> extends Omit<
  FieldProps,
  "error" | "value" | "onChange" | "name" | "optional" | "required"
> {
  control: Control<Values>;
  name: FieldPath<Values>;
  required?: boolean;
  /** A date of which parts may be missing. */
  date?: boolean;
  validate?: RegisterOptions<Values>["validate"];
}

/** A field of a form, with the rules that all of ours share. */
export function FormField<Values extends FieldValues>(props: FormFieldProps<Values>) {
  const { control, name, required, date, validate, most, hint, ...rest } = props;
  const { t } = useTranslation(["me", "common"]);
  const rules: Record<string, (value: string) => true | string> = {
    required: (value) => !required || value.trim() !== "" || t("common:required"),
    most: (value) =>
      most === undefined || [...value].length <= most || t("common:tooLong", { most }),
    date: (value) => !date || !value.trim() || readDate(value) !== undefined || t("form.noDate"),
  };
  const { field, fieldState } = useController({
    control,
    name,
    rules: { validate: { ...rules, ...(typeof validate === "function" && { own: validate }) } },
  });
  const { ref, onBlur, value, ...others } = field;
  return (
    <Field
      {...rest}
      {...others}
      value={value}
      onBlur={onBlur}
      inputRef={ref}
      error={fieldState.error?.message}
      hint={hint ?? (date && t("form.dateHint"))}
      {...(most !== undefined && { most })}
      {...(!required && { optional: t("common:optional") })}
      inputProps={{ ...rest.inputProps, "aria-required": required }}
    />
  );
}
