import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";

/** As long as one pauses between two letters. */
const pause = 300;

/** A search that is in the address, `?query=`, once one has stopped typing. */
export function useSearch() {
  const [params, setParams] = useSearchParams();
  const query = params.get("query") ?? "";
  const [typed, setTyped] = useState(query);
  const wanted = typed.trim();
  useEffect(() => {
    if (wanted === query) return;
    const timer = setTimeout(() => {
      setParams(wanted ? { query: wanted } : {}, { replace: true, preventScrollReset: true });
    }, pause);
    return () => clearTimeout(timer);
  }, [wanted, query, setParams]);
  return { query, typed, setTyped };
}
