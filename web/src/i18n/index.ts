import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** Texts that are loaded with the screens that need them. */
export type Namespace = "admin" | "auth" | "friends" | "inbox" | "me" | "settings" | "start";
type Texts = Record<string, unknown>;

const place = "dailygrind.language";
const core: Record<Language, () => Promise<{ default: Record<string, Texts> }>> = {
  en: () => import("./en"),
  de: () => import("./de"),
};
const more = import.meta.glob<{ default: Texts }>([
  "./*/{admin,auth,friends,inbox,me,settings,start}.json",
]);
const used = new Set<Namespace>();

function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((each) => each === text);
}

/** The chosen language, else the first of the device's that there is. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(place);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((each) => each.slice(0, 2)).find(isLanguage) ?? "en";
}

async function loadMore(language: string, namespace: Namespace): Promise<void> {
  if (i18next.hasResourceBundle(language, namespace)) return;
  const texts = await more[`./${language}/${namespace}.json`]!();
  i18next.addResourceBundle(language, namespace, texts.default);
}

/** Makes sure that the texts are there in the language in use, and in one that is chosen later. */
export async function loadTexts(...namespaces: Namespace[]): Promise<void> {
  for (const each of namespaces) used.add(each);
  await Promise.all(namespaces.map((each) => loadMore(i18next.language, each)));
}

async function load(language: Language): Promise<void> {
  const [{ default: texts }] = await Promise.all([
    core[language](),
    ...[...used].map((each) => loadMore(language, each)),
  ]);
  for (const [namespace, entries] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, entries);
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
