import Box from "@mui/material/Box";
import { styled } from "@mui/material/styles";
import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";

import { visuallyHidden } from "./visuallyHidden";

const Item = styled(NavLink)(({ theme }) => ({
  display: "inline-flex",
  alignItems: "center",
  minHeight: 44,
  padding: theme.spacing(0, 1.125),
  borderRadius: 999,
  whiteSpace: "nowrap",
  fontSize: "0.875rem",
  fontWeight: 600,
  textDecoration: "none",
  color: theme.vars!.palette.text.secondary,
  border: "1px solid transparent",
  [theme.breakpoints.up("sm")]: { padding: theme.spacing(0, 2), fontSize: "0.9375rem" },
  "&:hover": { color: theme.vars!.palette.text.primary },
  "&:focus-visible": { outlineOffset: -3 },
  "&[aria-current]": {
    color: theme.vars!.palette.primary.main,
    backgroundColor: theme.vars!.palette.background.wash,
    borderColor: theme.vars!.palette.divider,
  },
}));

const Count = styled("span")(({ theme }) => ({
  marginLeft: 8,
  padding: "0 7px",
  borderRadius: 999,
  fontSize: "0.8125rem",
  color: theme.vars!.palette.primary.contrastText,
  backgroundColor: theme.vars!.palette.primary.main,
}));

interface Entry {
  to: string;
  label: string;
  /** How many wait there. */
  count?: string;
  /** The count in words, for screen readers. */
  note?: string;
}

interface SubNavigationProps {
  /** What these pages are called together, for screen readers. */
  label: string;
  entries: readonly Entry[];
}

/** The pages of one area, as a row of links; where it is too long it scrolls. */
export function SubNavigation({ label, entries }: SubNavigationProps) {
  const first = entries[0]?.to;
  const row = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const [list, current] = [row.current, row.current?.querySelector("[aria-current]")];
    if (!list || !current) return;
    // Sideways only: the page stays where it is.
    const [outer, inner] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
    list.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }, [pathname]);
  return (
    <Box component="nav" aria-label={label} sx={{ mb: 3, mx: { xs: -2, sm: 0 } }}>
      <Box
        component="ul"
        ref={row}
        sx={{
          display: "flex",
          gap: { xs: 0.25, sm: 0.5 },
          listStyle: "none",
          m: 0,
          p: 0,
          px: { xs: 2, sm: 0 },
          overflowX: "auto",
          scrollbarWidth: "none",
          // What goes on beyond an edge fades into it; entries that fit stand clear of it.
          maskImage: {
            xs: "linear-gradient(to right, transparent, #000 18px calc(100% - 18px), transparent)",
            sm: "none",
          },
        }}
      >
        {entries.map((entry) => (
          <li key={entry.to}>
            <Item to={entry.to} end={entry.to === first}>
              {entry.label}
              {entry.count && <Count aria-hidden>{entry.count}</Count>}
              {entry.note && (
                <Box component="span" sx={visuallyHidden}>
                  , {entry.note}
                </Box>
              )}
            </Item>
          </li>
        ))}
      </Box>
    </Box>
  );
}
