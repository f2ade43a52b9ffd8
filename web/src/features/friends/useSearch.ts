import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";

/** Milliseconds without a key until it is searched. */
const rest = 250;

/** What is searched for: as it is typed, and as it stands in the address once one pauses. */
export function useSearch() {
  const [parameters, setParameters] = useSearchParams();
  const query = parameters.get("q")?.trim() ?? "";
  const [text, setText] = useState(query);
  const [known, setKnown] = useState(query);
  if (known !== query) {
    // Somebody went back, or followed a link.
    setKnown(query);
    if (text.trim() !== query) setText(query);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === query) return;
    const timer = setTimeout(
      () => setParameters(wanted ? { q: wanted } : {}, { replace: true, preventScrollReset: true }),
      rest,
    );
    return () => clearTimeout(timer);
  }, [text, query, setParameters]);
  return { text, setText, query };
}
