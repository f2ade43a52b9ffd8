import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";

/** Milliseconds without a key until it is searched. */
const rest = 250;

/** As long as the server lets a name be. */
const most = 200;
const cut = (text: string) => [...text.trim()].slice(0, most).join("").trim();

/** What is searched for: as it is typed, and as it stands in the address once one pauses. */
export function useSearch() {
  const [parameters, setParameters] = useSearchParams();
  const query = cut(parameters.get("q") ?? "");
  const [text, setText] = useState(query);
  const [known, setKnown] = useState(query);
  if (known !== query) {
    // Somebody went back, or followed a link.
    setKnown(query);
    if (cut(text) !== query) setText(query);
  }
  useEffect(() => {
    const wanted = cut(text);
    if (wanted === query) return;
    const timer = setTimeout(
      () => setParameters(wanted ? { q: wanted } : {}, { replace: true, preventScrollReset: true }),
      rest,
    );
    return () => clearTimeout(timer);
  }, [text, query, setParameters]);
  return { text, setText, query };
}
