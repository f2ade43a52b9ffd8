import { useEffect, useRef } from "react";

/**
 * For the heading of a list whose entries go away with the button that was used: it gets the focus
 * that would be lost otherwise, so that one goes on by keyboard where one was.
 */
export function useFocusKept(entries: number) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(entries);
  useEffect(() => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (entries < before.current && lost) heading.current?.focus();
    before.current = entries;
  }, [entries]);
  return heading;
}
