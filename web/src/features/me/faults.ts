import type { FieldPath, FieldValues, UseFormSetError } from "react-hook-form";

import { Problem } from "@/api/problem";

/**
 * Puts what the server found wrong to the fields that it names. Whether all of it found its place;
 * the rest is to be shown with the form.
 */
export function placeFaults<Values extends FieldValues>(
  error: unknown,
  names: readonly FieldPath<Values>[],
  setError: UseFormSetError<Values>,
  words: (detail: string) => string,
): boolean {
  if (!(error instanceof Problem) || error.faults.length === 0) return false;
  let all = true;
  for (const { pointer, detail } of error.faults) {
    const name = names.find((each) => pointer === `/${each}`);
    if (name) setError(name, { type: "server", message: words(detail) }, { shouldFocus: true });
    else all = false;
  }
  return all;
}
