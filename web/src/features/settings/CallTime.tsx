import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "@/ui/Field";

/** A time is typed in parts; it is taken once nothing has changed for so long. */
const pause = 700;

interface CallTimeProps {
  value: string;
  zone: string;
  onChange: (value: string) => void;
}

/** The time of the daily call, `HH:MM`. */
export function CallTime({ value, zone, onChange }: CallTimeProps) {
  const { t } = useTranslation("settings");
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (!typed || typed === value) return;
    const timer = setTimeout(() => {
      onChange(typed);
      setTyped(undefined);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  const take = () => {
    if (typed && typed !== value) onChange(typed);
    setTyped(undefined);
  };
  return (
    <Field
      label={t("notifications.time")}
      type="time"
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      hint={t("notifications.zone", { zone })}
      maxWidth={180}
    />
  );
}
