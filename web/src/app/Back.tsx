import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

/** What the bar at the bottom leads to: there is nothing before these. */
const roots = ["/", "/friends", "/friends/requests", "/friends/find", "/inbox", "/me"];

/** The way back on narrow screens, where an installed app has no button of the browser for it. */
export function Back() {
  const { t } = useTranslation();
  const { pathname, key } = useLocation();
  const navigate = useNavigate();
  if (roots.includes(pathname)) return null;
  // Who came by a link from elsewhere has nothing to go back to in the app.
  const back = () => void (key === "default" ? navigate("/") : navigate(-1));
  return (
    <Box sx={{ display: { md: "none" }, ml: -1.5, mt: -1.5, mb: 0.5 }}>
      <IconButton onClick={back} aria-label={t("back")}>
        <ArrowLeft size={22} aria-hidden />
      </IconButton>
    </Box>
  );
}
