/** A sun at its highest: the hand of a clock that points at noon. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <circle cx="16" cy="16" r="14" fill="var(--dg-palette-sun, #f0a63a)" />
      <path d="M16 16V6.5" stroke="#221c14" strokeWidth="3" strokeLinecap="round" />
      <circle cx="16" cy="16" r="2.6" fill="#221c14" />
    </svg>
  );
}
