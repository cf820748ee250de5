import { useQuery } from "@tanstack/react-query";
import type { components } from "../api/schema";
import { call, jobPath, read } from "./result";

type Told = components["schemas"]["Revision"];

/** One set of outlines of a study: 0 is the automatic one, each correction makes the next. */
export type Revision = Pick<Told, "revision" | "status"> & Partial<Told>;

const AUTOMATIC: Revision = { revision: 0, status: "SUCCEEDED" };
const ASK_MS = 1000;

export function waiting({ status }: Revision): boolean {
  return status === "QUEUED" || status === "RUNNING";
}

/** The revisions, oldest first; asked again while one is being measured. */
export function useRevisions(job: string) {
  return useQuery({
    queryKey: ["revisions", job],
    queryFn: async () => {
      const answer = await read<{ items: Revision[] }>(`${jobPath(job)}/revisions`);
      return answer.items.toSorted((a, b) => a.revision - b.revision);
    },
    refetchInterval: ({ state }) => (state.data?.some(waiting) === true ? ASK_MS : false),
  });
}

/** The newest revision that did not fail: what a correction must be based on. */
export function newest(revisions: readonly Revision[]): Revision {
  return revisions.filter(({ status }) => status !== "FAILED" && status !== "CANCELLED").at(-1) ?? AUTOMATIC;
}

/** The newest revision that is measured: what is shown. */
export function shown(revisions: readonly Revision[]): Revision {
  return revisions.filter(({ status }) => status === "SUCCEEDED").at(-1) ?? AUTOMATIC;
}

export interface Saved {
  readonly base: number;
  readonly author: string;
  readonly comment: string;
  readonly key: string;
  readonly labels: Blob;
}

/** Sends a correction. The key makes sending it again harmless when the answer was lost. */
export async function sendRevision(job: string, { base, author, comment, key, labels }: Saved): Promise<Revision> {
  const query = new URLSearchParams({ base: String(base), author });
  if (comment !== "") {
    query.set("comment", comment);
  }
  const response = await call(`${jobPath(job)}/revisions?${query.toString()}`, {
    method: "POST",
    body: labels,
    headers: { "Content-Type": "application/gzip", "Idempotency-Key": key },
  });
  return (await response.json()) as Revision;
}

/** A person accepts a revision, and the job's result follows it; 0 without a name takes an acceptance back. */
export async function accept(job: string, revision: number, author?: string): Promise<void> {
  await call(`${jobPath(job)}/accepted-revision`, {
    method: "PUT",
    body: JSON.stringify(author === undefined ? { revision } : { revision, author }),
    headers: { "Content-Type": "application/json" },
  });
}
