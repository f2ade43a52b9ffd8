/** My picture, my jobs and my education. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { users } from "@/api/client";
import { apiBase, instanceConfig } from "@/api/config";
import { Problem, problemOf } from "@/api/problem";
import type { EducationInput, JobInput, PictureStatus } from "@/api/types";

import { renewPeople } from "./people";

export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"];
/** Bytes. */
export const mostOfPicture = 10 * 1024 * 1024;

/** Why a picture was not made of what was sent. */
export type PictureFlaw = NonNullable<PictureStatus["flaw"]> | "slow";

export class PictureRefused extends Error {
  readonly flaw: PictureFlaw;
  constructor(flaw: PictureFlaw) {
    super(flaw);
    this.name = "PictureRefused";
    this.flaw = flaw;
  }
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (each) => each.toString(16).padStart(2, "0")).join("");
}

/** To storage, which knows the sender by the URL: a token would only be refused there. */
async function send(uploadUrl: string, headers: Record<string, string>, bytes: ArrayBuffer) {
  const base = apiBase(await instanceConfig()) || location.origin;
  let response: Response;
  try {
    response = await fetch(new URL(uploadUrl, base), { method: "PUT", headers, body: bytes });
  } catch {
    throw new Problem(0, { title: "The storage cannot be reached" });
  }
  if (!response.ok) throw await problemOf(response);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Looks are rarer with time; after the last, about a minute has passed. */
const looks = 24;

async function untilMade(): Promise<void> {
  for (let look = 0; look < looks; ++look) {
    const { data } = await users.GET("/users/me/picture");
    if (data?.state === "made") return;
    if (data?.state === "refused") throw new PictureRefused(data.flaw ?? "failed");
    await pause(Math.min(400 + look * 200, 4000));
  }
  throw new PictureRefused("slow");
}

export type PictureStage = "sending" | "making";

interface PictureOutcome {
  at: (stage: PictureStage) => void;
  done: () => void;
}

/** Sends a picture and waits until the server has made the portrait of it. */
export function useUploadPicture({ at, done }: PictureOutcome) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => {
      at("sending");
      const bytes = await file.arrayBuffer();
      const body = { contentType: file.type, size: file.size, sha256: await sha256Of(bytes) };
      const { data } = await users.PUT("/users/me/picture", { body });
      await send(data!.uploadUrl, data!.headers, bytes);
      at("making");
      await untilMade();
    },
    onSuccess: async () => {
      await renewPeople(client);
      done();
    },
  });
}

export function useDeletePicture(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => users.DELETE("/users/me/picture"),
    onSuccess: async () => {
      await renewPeople(client);
      done();
    },
  });
}

/** The id is chosen before the first try, so that another try adds nothing twice. */
export function useSaveJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, isNew, input }: { id: string; isNew: boolean; input: JobInput }) => {
      if (isNew) await users.POST("/users/me/jobs", { body: { ...input, jobId: id } });
      else {
        const params = { path: { jobId: id } };
        await users.PUT("/users/me/jobs/{jobId}", { params, body: input });
      }
    },
    onSuccess: () => renewPeople(client),
  });
}

export function useDeleteJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (jobId: string) =>
      users.DELETE("/users/me/jobs/{jobId}", { params: { path: { jobId } } }),
    onSuccess: () => renewPeople(client),
  });
}

export function useSaveEducation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (given: { id: string; isNew: boolean; input: EducationInput }) => {
      const { id, isNew, input } = given;
      if (isNew) await users.POST("/users/me/education", { body: { ...input, educationId: id } });
      else {
        const params = { path: { educationId: id } };
        await users.PUT("/users/me/education/{educationId}", { params, body: input });
      }
    },
    onSuccess: () => renewPeople(client),
  });
}

export function useDeleteEducation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (educationId: string) =>
      users.DELETE("/users/me/education/{educationId}", { params: { path: { educationId } } }),
    onSuccess: () => renewPeople(client),
  });
}
