import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { devicesQuery, useTestPush } from "@/data/devices";

import { type TestNews, newsOf } from "./doctor";

/** Push services answer within seconds; a server that is behind takes longer. */
const patience = 30_000;
const look = 1000;

interface Asked {
  /** Time of the test before this one, as the server counts. */
  before: number;
  late: boolean;
}

export interface TestState {
  start: () => void;
  error: Error | null;
  /** Undefined until a test was asked for. */
  news: TestNews | undefined;
  status: number | undefined;
  /** The message has come in on this device. */
  arrived: boolean;
}

/** The worker tells every window of a message that it has shown. */
function useArrival(armed: boolean): boolean {
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    if (!armed || !("serviceWorker" in navigator)) return;
    const worker = navigator.serviceWorker;
    const hear = ({ data }: MessageEvent<{ type?: string } | null>) => {
      if (data?.type === "pushed") setArrived(true);
    };
    worker.addEventListener("message", hear);
    return () => {
      worker.removeEventListener("message", hear);
      setArrived(false);
    };
  }, [armed]);
  return arrived;
}

/** Sends a test to my devices, and waits for what this one's push service answers. */
export function useTest(endpoint: string | undefined): TestState {
  const [asked, setAsked] = useState<Asked>();
  const { mutate, isPending, error } = useTestPush();
  const [waiting, setWaiting] = useState(false);
  const devices = useQuery({ ...devicesQuery, refetchInterval: waiting && look });
  const known = devices.data?.find((each) => each.endpoint === endpoint);
  const found = asked && newsOf(known, asked.before, asked.late);
  const arrived = useArrival(Boolean(asked));
  const open = found?.news === "waiting";
  if (waiting !== open) setWaiting(open);
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(
      () => setAsked((given) => given && { ...given, late: true }),
      patience,
    );
    return () => clearTimeout(timer);
  }, [open]);
  const start = () => {
    setAsked(undefined);
    const before = Number(known?.lastTest?.timestamp ?? 0);
    mutate(undefined, { onSuccess: () => setAsked({ before, late: false }) });
  };
  return {
    start,
    error,
    news: isPending ? "waiting" : found?.news,
    status: found?.status,
    arrived,
  };
}
