import createClient from "openapi-fetch";
import { Refusal } from "../study/result";
import type { components, paths } from "./schema";

export type Job = components["schemas"]["Job"];
export type Problem = components["schemas"]["Problem"];

/** Calls of the service that served this page; types come from openapi.yaml. */
export const api = createClient<paths>({ baseUrl: "/" });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The content of an answer.
 *
 * @throws Refusal where the service refuses, or answers with something else than the contract says
 */
export async function got<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw refusal(response.status, error);
  }
  return data as T;
}

/** What the service says about a refusal; a proxy in between may say something else. */
export function refusal(status: number, problem: unknown): Refusal {
  const told = (typeof problem === "object" && problem !== null ? problem : {}) as Partial<Problem>;
  return new Refusal(status, told.code ?? "UNKNOWN", told.detail ?? `HTTP ${status}`);
}

const IN_BASE64 = "~b64.";

/**
 * A batch or a patient code as it stands in a path, before its percent-encoding. Servers refuse or change some signs there,
 * however they are encoded; the contract has another spelling for names with these.
 */
export function inPath(name: string): string {
  if (!/[/\\;%]|^\.+$/.test(name) && !name.startsWith(IN_BASE64)) {
    return name;
  }
  const bytes = new TextEncoder().encode(name);
  return (
    IN_BASE64 +
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "")
  );
}
