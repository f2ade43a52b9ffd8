import Box from "@mui/material/Box";
import MuiLink from "@mui/material/Link";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { apiBase, instanceConfig } from "@/api/config";
import { Section } from "@/ui/Section";

function Entry({ href, children }: { href: string; children: ReactNode }) {
  const { t } = useTranslation("settings");
  return (
    <li>
      <MuiLink
        href={href}
        target="_blank"
        rel="noopener"
        sx={{ display: "inline-flex", alignItems: "center", gap: 1, minHeight: 44 }}
      >
        {children}
        <ExternalLink size={16} role="img" aria-label={t("general.newTab")} />
      </MuiLink>
    </li>
  );
}

/** Who runs this instance, what it does with data, and its interface for programs. */
export function Links() {
  const { t } = useTranslation("settings");
  const { data: config } = useQuery({
    queryKey: ["config"],
    queryFn: () => instanceConfig(),
    staleTime: Infinity,
  });
  const runs = Boolean(config?.imprintUrl || config?.privacyUrl);
  return (
    <Section
      title={runs ? config?.instanceName || "DailyGrind" : t("general.programs")}
      about={t(runs ? "general.instanceAbout" : "general.programsAbout")}
    >
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, mb: -1 }}>
        {config?.imprintUrl && <Entry href={config.imprintUrl}>{t("general.imprint")}</Entry>}
        {config?.privacyUrl && <Entry href={config.privacyUrl}>{t("general.privacy")}</Entry>}
        <Entry href={`${config ? apiBase(config) : ""}/docs`}>{t("general.docs")}</Entry>
      </Box>
    </Section>
  );
}
