import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";

import { isInstalled } from "@/data/subscriptions";
import { Section } from "@/ui/Section";
import { useInstall } from "@/ui/install";

import { thisBrowser } from "./browser";

/** The app on the home screen or among the programs: by a button, else how it is done by hand. */
export function InstallHelp() {
  const { t } = useTranslation("settings");
  const install = useInstall();
  const content = () => {
    if (isInstalled()) return <Typography>{t("general.installed")}</Typography>;
    if (install) {
      return (
        <Button
          variant="contained"
          startIcon={<Download size={18} aria-hidden />}
          onClick={install}
        >
          {t("general.install")}
        </Button>
      );
    }
    return <Typography>{t(`general.installBy.${thisBrowser()}`)}</Typography>;
  };
  return (
    <Section title={t("general.app")} about={t("general.appAbout")}>
      {content()}
    </Section>
  );
}
