import { useMemo } from "react";
import { useTranslation } from "react-i18next";

const mebibyte = 1024 * 1024;

/** Figures in the notation of the language. */
export function useUnits() {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const number = (options: Intl.NumberFormatOptions) => {
      const format = new Intl.NumberFormat(language, options);
      return (value: number) => format.format(value);
    };
    const unit = (name: string, digits: number) =>
      number({ style: "unit", unit: name, maximumSignificantDigits: digits });
    const [inMilliseconds, inSeconds] = [unit("millisecond", 3), unit("second", 3)];
    const [inMinutes, inMegabytes] = [unit("minute", 3), unit("megabyte", 3)];
    const milliseconds = (value: number) => {
      if (value < 1000) return inMilliseconds(value);
      return value < 120_000 ? inSeconds(value / 1000) : inMinutes(value / 60_000);
    };
    return {
      count: number({ maximumFractionDigits: 0 }),
      rate: number({ maximumFractionDigits: 1 }),
      percent: number({ style: "percent", maximumFractionDigits: 0 }),
      megabytes: (bytes: number) => inMegabytes(bytes / mebibyte),
      milliseconds,
      seconds: (value: number | undefined) =>
        value === undefined ? "–" : milliseconds(value * 1000),
    };
  }, [language]);
}
