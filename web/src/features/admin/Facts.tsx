import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";

/** Figures with their names, as many beside one another as there is room for. */
export function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: "grid",
        gridTemplateColumns: "repeat(auto-fill, minmax(104px, 1fr))",
        gap: 2,
      }}
    >
      {facts.map(([name, value]) => (
        <Box key={name} sx={{ display: "flex", flexDirection: "column-reverse" }}>
          <Typography component="dt" variant="caption" color="textSecondary">
            {name}
          </Typography>
          <Typography
            component="dd"
            sx={{ m: 0, fontWeight: 600, fontVariantNumeric: "tabular-nums" }}
          >
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
