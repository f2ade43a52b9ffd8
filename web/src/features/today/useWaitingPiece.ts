import { useMutationState } from "@tanstack/react-query";

import { type NewPiece, shareKey } from "@/data/pieces";

/** The piece that waits on the device for the network, if any. */
export function useWaitingPiece(): NewPiece | undefined {
  return useMutationState({
    filters: { mutationKey: shareKey, predicate: ({ state }) => state.isPaused },
    select: ({ state }) => state.variables as NewPiece,
  })[0];
}
