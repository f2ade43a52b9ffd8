import Button, { type ButtonProps } from "@mui/material/Button";
import IconButton, { type IconButtonProps } from "@mui/material/IconButton";
import MuiLink, { type LinkProps as MuiLinkProps } from "@mui/material/Link";
import { Link as RouterLink, type LinkProps as RouterLinkProps } from "react-router";

type To = Pick<RouterLinkProps, "to" | "replace" | "state">;

/** A link within the app that looks like a button. */
export const LinkButton = (props: Omit<ButtonProps<"a">, "href"> & To) => (
  <Button component={RouterLink} {...props} />
);

/** A link within the app that is an icon; `aria-label` says where it leads. */
export const LinkIconButton = (
  props: Omit<IconButtonProps<"a">, "href"> & To & { "aria-label": string },
) => <IconButton component={RouterLink} {...props} />;

/** A link within the app in running text. */
export const Link = (props: Omit<MuiLinkProps<"a">, "href"> & To) => (
  <MuiLink component={RouterLink} {...props} />
);
