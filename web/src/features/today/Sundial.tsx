import { TZDate } from "@date-fns/tz";

interface SundialProps {
  now: number;
  zone: string;
  /** Of the call, `HH:MM`. */
  time: string;
}

const dayMinutes = 24 * 60;
const radius = 42;

/** Midnight is below, noon above. */
function place(minutes: number): { x: number; y: number } {
  const angle = (minutes / dayMinutes) * 2 * Math.PI + Math.PI / 2;
  return { x: Math.cos(angle) * radius, y: Math.sin(angle) * radius };
}

/** The day as a dial with the sun where it stands, and a mark at the call. The words say it, too. */
export function Sundial({ now, zone, time }: SundialProps) {
  const local = new TZDate(now, zone);
  const [hours = 12, minutes = 0] = time.split(":").map(Number);
  const sun = place(local.getHours() * 60 + local.getMinutes());
  const call = place(hours * 60 + minutes);
  return (
    <svg viewBox="-52 -52 104 104" width="100%" aria-hidden focusable="false">
      <circle r={radius} fill="none" stroke="var(--dg-palette-divider)" strokeWidth="2.5" />
      <line
        x1={call.x * 0.86}
        y1={call.y * 0.86}
        x2={call.x * 1.14}
        y2={call.y * 1.14}
        stroke="var(--dg-palette-primary-main)"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <line
        x2={sun.x * 0.66}
        y2={sun.y * 0.66}
        stroke="var(--dg-palette-text-primary)"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <circle r="3.5" fill="var(--dg-palette-text-primary)" />
      <circle cx={sun.x} cy={sun.y} r="8" fill="var(--dg-palette-sun)" />
    </svg>
  );
}
