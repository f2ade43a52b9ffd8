import Button from "@mui/material/Button";
import { useColorScheme } from "@mui/material/styles";
import { useMutation } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/auth/session";
import { signOutHere } from "@/data/account";
import { type Language, chooseLanguage, languages } from "@/i18n";
import { Choice } from "@/ui/Choice";
import { Section, Sections } from "@/ui/Section";

import { InstallHelp } from "./InstallHelp";
import { Links } from "./Links";
import { useLeave } from "./useLeave";

const modes = ["system", "light", "dark"] as const;

/** Languages by their own names, so that everybody finds theirs. */
const names: Record<Language, string> = { en: "English", de: "Deutsch" };

function Appearance() {
  const { t, i18n } = useTranslation("settings");
  const { mode, setMode } = useColorScheme();
  return (
    <Section title={t("general.appearance")}>
      <Choice
        label={t("general.theme")}
        options={modes.map((value) => ({ value, label: t(`general.mode.${value}`) }))}
        value={mode ?? "system"}
        onChange={setMode}
      />
      <Choice
        sx={{ mt: 3 }}
        label={t("general.language")}
        options={languages.map((value) => ({ value, label: names[value], lang: value }))}
        value={languages.find((each) => each === i18n.language) ?? "en"}
        onChange={(language) => void chooseLanguage(language)}
      />
    </Section>
  );
}

function SignOut() {
  const { t } = useTranslation("settings");
  const email = useSession()?.email ?? "";
  const leave = useLeave();
  const { mutate, isPending } = useMutation({ mutationFn: () => signOutHere(leave) });
  return (
    <Section title={t("general.signOut")} about={t("general.signOutAbout", { email })}>
      <Button
        variant="outlined"
        startIcon={<LogOut size={18} aria-hidden />}
        disabled={isPending}
        onClick={() => mutate()}
      >
        {t("general.signOut")}
      </Button>
    </Section>
  );
}

/** How the app looks and speaks, how it is installed, and the way out. */
export function Component() {
  return (
    <Sections>
      <Appearance />
      <InstallHelp />
      <Links />
      <SignOut />
    </Sections>
  );
}
