import { styled } from "@mui/material/styles";

const Line = styled("svg")(({ theme }) => ({
  display: "block",
  width: "100%",
  height: 36,
  overflow: "visible",
  "& polyline": {
    fill: "none",
    stroke: theme.vars!.palette.primary.main,
    strokeWidth: 1.75,
    strokeLinejoin: "round",
    vectorEffect: "non-scaling-stroke",
  },
  "& line": { stroke: theme.vars!.palette.divider, vectorEffect: "non-scaling-stroke" },
}));

interface SparklineProps {
  values: readonly number[];
  /** What it shows, in words. */
  label: string;
  /** The most values that are shown. */
  most?: number;
}

/** So many values have the whole width, at least. */
const least = 12;

/** The last values of a figure as a small line that grows from the right. */
export function Sparkline({ values, label, most = 60 }: SparklineProps) {
  const shown = values.slice(-most);
  // The first few do not fill the width, or each new one would bend the line.
  const room = Math.max(shown.length, least);
  const top = Math.max(...shown, 0) || 1;
  const points = shown.map((value, index) => {
    const x = 100 - ((shown.length - 1 - index) / (room - 1)) * 100;
    return `${x.toFixed(2)},${(30 - (value / top) * 28).toFixed(2)}`;
  });
  return (
    <Line viewBox="0 0 100 32" preserveAspectRatio="none" role="img" aria-label={label}>
      <line x1="0" x2="100" y1="31" y2="31" />
      {points.length > 1 && <polyline points={points.join(" ")} />}
    </Line>
  );
}
