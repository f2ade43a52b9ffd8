/** Text that is kept on the device while it is written, until the server has it. */
import { useCallback, useState } from "react";

const prefix = "dailygrind.draft.";

function load<Value>(name: string, empty: Value): Value {
  const text = localStorage.getItem(prefix + name);
  if (!text) return empty;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return empty;
  }
}

export function clearDraft(name: string): void {
  localStorage.removeItem(prefix + name);
}

/**
 * The draft of a name, which says whose and what it is. `change` keeps it, also where the component
 * is gone; `clear` is for when it has been sent.
 */
export function useDraft<Value>(name: string, empty: Value) {
  const [state, setState] = useState(() => ({ name, value: load(name, empty) }));
  // Another name is another draft: of another person, or beside another piece.
  const value = state.name === name ? state.value : load(name, empty);
  if (state.name !== name) setState({ name, value });
  const change = useCallback(
    (next: Value) => {
      localStorage.setItem(prefix + name, JSON.stringify(next));
      setState({ name, value: next });
    },
    [name],
  );
  const clear = useCallback(() => {
    clearDraft(name);
    setState({ name, value: empty });
    // `empty` is a literal at every call and means the same each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name]);
  return { value, change, clear };
}

/** Drafts are the person's; who signs out on a shared device leaves none behind. */
export function forgetDrafts(): void {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(prefix)) localStorage.removeItem(name);
  }
}

/** Names of drafts that more than one place knows. */
export const draftOf = {
  piece: (userId: string) => `piece.${userId}`,
  comment: (postId: string) => `comment.${postId}`,
};
