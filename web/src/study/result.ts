import { useQuery } from "@tanstack/react-query";
import type { components } from "../api/schema";

/** The range around the opacity, where the model knows one; absent after a correction. */
export interface Interval {
  readonly pneumoniaMl: readonly [number, number];
  readonly measured?: { readonly within: number; readonly patients: number };
}

/** The result, with what newer services add. */
export type Result = components["schemas"]["ResultDocument"] & {
  readonly interval?: Interval;
  readonly revision?: number;
  readonly acceptedBy?: { readonly name?: string; readonly author?: string; readonly at?: string } | string;
};
export type Job = components["schemas"]["Job"];
export type Lesion = NonNullable<Result["lesions"]>["largest"][number];

/** A problem of RFC 9457: a stable code and a sentence that says what to do. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** Calls the service; an answer that is no success becomes a Refusal. */
export async function call(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    throw new Refusal(response.status, problem.code ?? "UNKNOWN", problem.detail ?? response.statusText);
  }
  return response;
}

export async function read<T>(path: string, init?: RequestInit): Promise<T> {
  return (await (await call(path, init)).json()) as T;
}

export function jobPath(job: string): string {
  return `/v1/jobs/${encodeURIComponent(job)}`;
}

/**
 * Asks for a part of a revision: its result or a file. The job's own result follows the accepted revision, so that the
 * automatic one is asked for by its number.
 */
export function callRevision(job: string, revision: number, part: string, init?: RequestInit): Promise<Response> {
  return call(`${jobPath(job)}/revisions/${revision}/${part}`, init);
}

export function useResult(job: string, revision: number, done: boolean) {
  return useQuery({
    queryKey: ["result", job, revision],
    queryFn: async () => (await (await callRevision(job, revision, "result")).json()) as Result,
    enabled: done,
    staleTime: 60_000,
  });
}
