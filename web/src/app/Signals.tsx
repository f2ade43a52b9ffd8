import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";

import { useAppBadge } from "@/data/badge";
import { renewInbox, unreadQuery } from "@/data/notifications";
import { renewPeople } from "@/data/people";
import { renewPieces } from "@/data/pieces";
import { useRenewSubscription } from "@/data/subscriptions";

/** Of our own worker; others send messages, too. */
type WorkerMessage = { type: "navigate"; to: string } | { type: "pushed" };

/** What reaches the app from outside: a notification that was clicked, or shown; and its badge. */
export function Signals() {
  const navigate = useNavigate();
  const client = useQueryClient();
  useAppBadge();
  useRenewSubscription();
  const { pathname } = useLocation();
  // Whoever moves about is there to hear of news.
  useEffect(() => {
    void client.fetchQuery(unreadQuery).catch(() => undefined);
  }, [client, pathname]);
  // Who is told of something finds it done: a friend more, a comment, a like.
  const { data: unread = 0 } = useQuery(unreadQuery);
  const told = useRef(unread);
  useEffect(() => {
    if (unread > told.current) {
      void renewPeople(client);
      void renewPieces(client);
    }
    told.current = unread;
  }, [client, unread]);
  useEffect(() => {
    const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!worker) return;
    const hear = ({ data }: MessageEvent<WorkerMessage>) => {
      if (data.type === "navigate") void navigate(data.to);
      if (data.type === "pushed") void renewInbox(client);
    };
    worker.addEventListener("message", hear);
    return () => worker.removeEventListener("message", hear);
  }, [client, navigate]);
  return null;
}
