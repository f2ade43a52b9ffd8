import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";

import { useProblemText } from "./problemText";

interface ErrorNoteProps {
  error: unknown;
  /** The next step: usually trying again. */
  retry?: () => void;
}

/** What happened, and what can be done about it. */
export function ErrorNote({ error, retry }: ErrorNoteProps) {
  const { t } = useTranslation();
  const text = useProblemText();
  if (!error) return null;
  return (
    <Box
      role="alert"
      sx={{
        borderRadius: 3,
        p: 2,
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        gap: 1.5,
        bgcolor: "background.wash",
      }}
    >
      <Typography variant="body2" sx={{ flex: "1 1 14rem" }}>
        {text(error)}
      </Typography>
      {retry && (
        <Button size="small" variant="outlined" onClick={retry}>
          {t("retry")}
        </Button>
      )}
    </Box>
  );
}
