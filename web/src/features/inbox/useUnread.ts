import { useEffect, useState } from "react";

import type { Notification } from "@/api/types";
import { useMarkRead } from "@/data/notifications";

/**
 * Marks as read what the inbox shows, and remembers for this visit what was unread: one sees what
 * is new although it no longer counts.
 */
export function useUnread(entries: readonly Notification[]): ReadonlySet<string> {
  const { mutate } = useMarkRead();
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const more = entries.filter((each) => !each.read && !seen.has(each.notificationId));
  if (more.length > 0) setSeen(new Set([...seen, ...more.map((each) => each.notificationId)]));
  const newest = entries[0];
  const upTo = newest && !newest.read ? newest.notificationId : undefined;
  useEffect(() => {
    if (upTo) mutate(upTo);
  }, [upTo, mutate]);
  return seen;
}
