import Box from "@mui/material/Box";

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** The day as a dial, its sun at noon. An ornament. */
export function Dial() {
  return (
    <Box
      aria-hidden
      sx={{
        width: "min(100%, 420px)",
        aspectRatio: "1",
        mx: "auto",
        display: { xs: "none", md: "block" },
        color: "text.secondary",
      }}
    >
      <svg viewBox="-110 -110 220 220" width="100%" height="100%" focusable="false">
        <circle r="96" fill="none" stroke="var(--dg-palette-divider)" strokeWidth="1.5" />
        <path
          d="M -96 0 A 96 96 0 0 1 96 0"
          fill="none"
          stroke="var(--dg-palette-sun)"
          strokeWidth="3"
          strokeLinecap="round"
        />
        {hours.map((hour) => (
          <line
            key={hour}
            x1="0"
            x2="0"
            y1={hour % 6 === 0 ? -88 : -91}
            y2={hour % 6 === 0 ? -80 : -87}
            stroke="currentColor"
            strokeWidth={hour % 6 === 0 ? 2 : 1}
            transform={`rotate(${hour * 15})`}
          />
        ))}
        <line
          y1="0"
          y2="-66"
          stroke="var(--dg-palette-text-primary)"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <circle r="5" fill="var(--dg-palette-text-primary)" />
        <circle cy="-96" r="13" fill="var(--dg-palette-sun)" />
      </svg>
    </Box>
  );
}
