import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useTheme } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { type ReactNode, useId, useState } from "react";
import { type Control, type FieldPath, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { DialogButtons } from "@/ui/DialogButtons";
import { ErrorNote } from "@/ui/ErrorNote";
import { useToast } from "@/ui/toasts";

import { isBefore, readDate } from "./dates";
import { placeFaults } from "./faults";
import { FormField } from "./FormField";

export interface StationValues {
  startDate: string;
  endDate: string;
  location: string;
  description: string;
}

interface StationDialogProps<Values extends StationValues> {
  title: string;
  open: boolean;
  onClose: () => void;
  values: Values;
  /** What this kind of station has more: shown first. */
  fields: (control: Control<Values>) => ReactNode;
  save: (values: Values) => Promise<unknown>;
}

/** Texts as the server wants them: trimmed, dates in their own form, nothing in place of "". */
function cleaned<Values extends StationValues>(values: Values): Values {
  const entries = Object.entries(values).map(([name, text]: [string, string]) => {
    const value = name.endsWith("Date") ? (readDate(text) ?? "") : text.trim();
    return [name, value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value)) as unknown as Values;
}

/** Adds or changes a job or an education. */
export function StationDialog<Values extends StationValues>(props: StationDialogProps<Values>) {
  const { title, open, onClose, values, fields, save } = props;
  const { t } = useTranslation(["me", "common"]);
  const id = useId();
  const toast = useToast();
  const narrow = useMediaQuery(useTheme().breakpoints.down("sm"));
  const [error, setError] = useState<unknown>();
  const form = useForm<StationValues>({ defaultValues: values, shouldFocusError: true });
  const { control, formState, getValues } = form;
  const submit = form.handleSubmit(async (given) => {
    setError(undefined);
    try {
      await save(cleaned(given as Values));
      toast(t("common:saved"));
      onClose();
    } catch (thrown) {
      const names = Object.keys(values) as FieldPath<StationValues>[];
      const words = (detail: string) => t("form.refused", { detail });
      if (!placeFaults(thrown, names, form.setError, words)) setError(thrown);
    }
  });
  const notBeforeStart = (value: unknown) => {
    const start = readDate(getValues("startDate"));
    const end = readDate(String(value));
    return !start || !end || !isBefore(end, start) || t("form.endsBefore");
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      aria-labelledby={id}
      maxWidth="sm"
      fullWidth
      fullScreen={narrow}
    >
      <Box
        component="form"
        noValidate
        onSubmit={(event) => void submit(event)}
        // Only the fields scroll: title and buttons stay.
        sx={{ display: "flex", flexDirection: "column", flex: 1, minHeight: 0 }}
      >
        <DialogTitle id={id} variant="h3">
          {title}
        </DialogTitle>
        <DialogContent sx={{ flex: 1, display: "grid", gap: 2.5, alignContent: "start" }}>
          {fields(control as unknown as Control<Values>)}
          <Box
            sx={{
              display: "grid",
              gap: 2.5,
              gridTemplateColumns: { sm: "1fr 1fr" },
              alignItems: "start",
            }}
          >
            <FormField control={control} name="startDate" label={t("form.start")} date />
            <FormField
              control={control}
              name="endDate"
              label={t("form.end")}
              date
              hint={t("form.endHint")}
              validate={notBeforeStart}
            />
          </Box>
          <FormField control={control} name="location" label={t("form.location")} most={200} />
          <FormField
            control={control}
            name="description"
            label={t("form.description")}
            most={2000}
            multiline
            minRows={3}
            maxRows={10}
          />
          <ErrorNote error={error} />
        </DialogContent>
        <DialogButtons>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" variant="contained" disabled={formState.isSubmitting}>
            {formState.isSubmitting ? t("common:saving") : t("common:save")}
          </Button>
        </DialogButtons>
      </Box>
    </Dialog>
  );
}
