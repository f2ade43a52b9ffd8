import { createTheme } from "@mui/material/styles";

import { type Palette, fonts, palettes, wide } from "./tokens";

declare module "@mui/material/styles" {
  interface TypeBackground {
    raised: string;
    wash: string;
  }
  interface Palette {
    sun: string;
    edge: string;
  }
  interface PaletteOptions {
    sun?: string;
    edge?: string;
  }
  interface TypographyVariants {
    read: React.CSSProperties;
  }
  interface TypographyVariantsOptions {
    read?: React.CSSProperties;
  }
}
declare module "@mui/material/Typography" {
  interface TypographyPropsVariantOverrides {
    read: true;
  }
}

const scheme = (colours: Palette) => ({
  palette: {
    primary: { main: colours.accent, contrastText: colours.onAccent },
    error: { main: colours.danger },
    success: { main: colours.good },
    text: { primary: colours.ink, secondary: colours.muted },
    background: {
      default: colours.ground,
      paper: colours.surface,
      raised: colours.raised,
      wash: colours.wash,
    },
    divider: colours.line,
    sun: colours.sun,
    edge: colours.edge,
  },
});

const serif = { fontFamily: fonts.read, fontWeight: 500, textWrap: "balance" } as const;

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: "data-theme", cssVarPrefix: "dg" },
  colorSchemes: { light: scheme(palettes.light), dark: scheme(palettes.dark) },
  breakpoints: { values: { xs: 0, sm: 600, md: wide, lg: 1200, xl: 1536 } },
  shape: { borderRadius: 14 },
  typography: {
    fontFamily: fonts.text,
    h1: {
      ...serif,
      fontSize: "clamp(1.875rem, 1.5rem + 1.6vw, 2.5rem)",
      lineHeight: 1.12,
      letterSpacing: "-0.018em",
    },
    h2: { ...serif, fontSize: "1.5rem", lineHeight: 1.2, letterSpacing: "-0.012em" },
    h3: { ...serif, fontSize: "1.25rem", lineHeight: 1.28, letterSpacing: "-0.006em" },
    body1: { fontSize: "1rem", lineHeight: 1.55 },
    body2: { fontSize: "0.9375rem", lineHeight: 1.5 },
    caption: { fontSize: "0.8125rem", lineHeight: 1.45 },
    button: { fontSize: "0.9375rem", fontWeight: 600, textTransform: "none", letterSpacing: 0 },
    overline: { fontSize: "0.75rem", fontWeight: 650, letterSpacing: "0.09em", lineHeight: 1.5 },
    read: { fontFamily: fonts.read, fontSize: "1.125rem", lineHeight: 1.62, textWrap: "pretty" },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: (given) => ({
        html: { scrollbarGutter: "stable", WebkitTextSizeAdjust: "100%" },
        body: { minHeight: "100dvh", overflowWrap: "anywhere" },
        "*:focus-visible": {
          outline: `3px solid ${given.vars.palette.primary.main}`,
          outlineOffset: 2,
        },
        // A heading is focused when its page opens, for those who listen; nothing is to be seen.
        "h1:focus, main:focus": { outline: "none" },
        "@media (prefers-reduced-motion: reduce)": {
          "*, *::before, *::after": {
            animationDuration: "1ms !important",
            animationIterationCount: "1 !important",
            transitionDuration: "1ms !important",
            scrollBehavior: "auto !important",
          },
        },
      }),
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      // It takes the outline away and counts on its ripple.
      styleOverrides: {
        root: ({ theme: given }) => ({
          "&:focus-visible": {
            outline: `3px solid ${given.vars.palette.primary.main}`,
            outlineOffset: 2,
          },
        }),
      },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { borderRadius: 999, minHeight: 44, paddingInline: 20 },
        sizeSmall: { minHeight: 36, paddingInline: 14 },
        outlined: ({ theme: given }) => ({ borderColor: given.vars.palette.edge }),
      },
    },
    MuiIconButton: { styleOverrides: { root: { minWidth: 44, minHeight: 44 } } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: ({ theme: given }) => ({ backgroundColor: given.vars.palette.background.raised }),
        notchedOutline: ({ theme: given }) => ({ borderColor: given.vars.palette.edge }),
      },
    },
    MuiPaper: { styleOverrides: { root: { backgroundImage: "none" } } },
    MuiSkeleton: { defaultProps: { animation: "wave" } },
    MuiLink: { defaultProps: { underline: "hover" } },
  },
});
