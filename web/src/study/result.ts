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

/** Where the files and the result of a revision are; revision 0 is the automatic one, which older services know as the job's own. */
export function pathOf(job: string, revision: number): string {
  const own = `/v1/jobs/${encodeURIComponent(job)}`;
  return revision === 0 ? own : `${own}/revisions/${revision}`;
}

export function useResult(job: string, revision: number, done: boolean) {
  return useQuery({
    queryKey: ["result", job, revision],
    queryFn: () => read<Result>(`${pathOf(job, revision)}/result`),
    enabled: done,
    staleTime: 60_000,
  });
}
