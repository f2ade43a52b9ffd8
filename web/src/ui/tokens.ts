/**
 * The colours and measures of the design, for the theme and for the shell in index.html. Every pair
 * of text and ground has a contrast of at least 4.5 (WCAG 2.2 AA), of controls' edges 3.
 */
export const palettes = {
  light: {
    ground: "#faf6ef",
    surface: "#fffdf9",
    raised: "#ffffff",
    ink: "#221c14",
    muted: "#675d4f",
    line: "#e6ddcf",
    edge: "#938672",
    accent: "#a4420f",
    onAccent: "#ffffff",
    wash: "#f6e7d4",
    sun: "#f0a63a",
    danger: "#a8201a",
    good: "#2f6b3a",
  },
  dark: {
    ground: "#151210",
    surface: "#1d1915",
    raised: "#27221c",
    ink: "#f0e9de",
    muted: "#b3a797",
    line: "#37302a",
    edge: "#85796a",
    accent: "#f3b061",
    onAccent: "#2a1a05",
    wash: "#3a2a17",
    sun: "#f0a63a",
    danger: "#ff9d92",
    good: "#8fcf9b",
  },
} as const;

export type Palette = { [name in keyof (typeof palettes)["light"]]: string };

export const fonts = {
  text: '"Instrument Sans Variable", "Instrument Sans Fallback", system-ui, sans-serif',
  read: '"Newsreader Variable", "Newsreader Fallback", Georgia, serif',
} as const;

/** From this width on the navigation is beside the page; px. */
export const wide = 900;
