import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate } from "react-router";

import type { UserInfo } from "@/api/types";
import { meQuery, useSaveProfile } from "@/data/people";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { useToast } from "@/ui/toasts";
import { useUnsaved } from "@/ui/useUnsaved";

import { placeFaults } from "./faults";
import { ProfileForm } from "./ProfileForm";
import { fieldsOfProfile, inputOf, valuesOf } from "./profileValues";

function Editor({ me }: { me: UserInfo }) {
  const { t } = useTranslation(["me", "common"]);
  const toast = useToast();
  const navigate = useNavigate();
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<unknown>();
  const { mutateAsync: save } = useSaveProfile();
  const {
    control,
    formState,
    handleSubmit,
    setError: blame,
  } = useForm({
    defaultValues: valuesOf(me),
  });
  const { isDirty, isSubmitting } = formState;
  const blocker = useUnsaved(isDirty && !saved);
  useEffect(() => {
    // Only once the blocker knows that there is nothing unsaved any more.
    if (saved) void navigate("/me");
  }, [saved, navigate]);
  const submit = handleSubmit(async (values) => {
    setError(undefined);
    try {
      await save({ profile: inputOf(values, me.email), exists: true });
      toast(t("common:saved"));
      setSaved(true);
    } catch (thrown) {
      const words = (detail: string) => t("form.refused", { detail });
      if (!placeFaults(thrown, fieldsOfProfile, blame, words)) setError(thrown);
    }
  });
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void submit(event)}
      sx={{ display: "grid", gap: 2.5, maxWidth: 680 }}
    >
      <ProfileForm control={control} />
      <ErrorNote error={error} />
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5 }}>
        <Button type="submit" variant="contained" disabled={isSubmitting}>
          {isSubmitting ? t("common:saving") : t("common:save")}
        </Button>
        <LinkButton to="/me">{t("common:cancel")}</LinkButton>
      </Box>
      <ConfirmDialog
        open={blocker.state === "blocked"}
        title={t("common:unsavedTitle")}
        confirm={t("discard")}
        cancel={t("keepEditing")}
        onConfirm={() => blocker.proceed?.()}
        onClose={() => blocker.reset?.()}
        danger
      >
        <Typography>{t("common:unsaved")}</Typography>
      </ConfirmDialog>
    </Box>
  );
}

export function Component() {
  const { t } = useTranslation("me");
  const { data: me, error, refetch } = useQuery(meQuery);
  if (me === null) return <Navigate to="/start" replace />;
  return (
    <Page title={t("editProfile")}>
      {me && <Editor me={me} />}
      {!me && error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!me && !error && (
        <Box sx={{ display: "grid", gap: 2.5, maxWidth: 680 }} aria-busy="true">
          <Skeleton variant="rounded" height={420} />
          <Skeleton variant="rounded" height={180} />
          <Skeleton variant="rounded" height={360} />
        </Box>
      )}
    </Page>
  );
}
