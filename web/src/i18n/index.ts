import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

const place = "dailygrind.language";
const loaders = { en: () => import("./en"), de: () => import("./de") };

function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((each) => each === text);
}

/** The chosen language, else the first of the device's that there is. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(place);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((each) => each.slice(0, 2)).find(isLanguage) ?? "en";
}

async function load(language: Language): Promise<void> {
  const { default: texts } = await loaders[language]();
  for (const [namespace, entries] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, entries, true, true);
  }
  document.documentElement.lang = language;
}

/** Loads the texts; call once before the first render. */
export async function startI18n(language = preferredLanguage()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    defaultNS: "common",
    resources: {},
    returnNull: false,
    interpolation: { escapeValue: false }, // React escapes
  });
  await load(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(place, language);
  await load(language);
  await i18next.changeLanguage(language);
}
