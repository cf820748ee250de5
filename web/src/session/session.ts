import { MutationCache, QueryCache, QueryClient, useQuery } from "@tanstack/react-query";
import { api, got } from "../api/client";
import { Refusal } from "../study/result";
import type { components } from "../api/schema";

export type Session = components["schemas"]["Session"];

const KEY = ["session"];

/** One cache for the page. Whatever call hears that the session is over, the page asks to sign in, and goes on there. */
export function queryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof Refusal && error.status === 401) {
      queries.setQueryData<Session | null>(KEY, null);
    }
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { retry: (times, error) => !(error instanceof Refusal) && times < 2 } },
  });
  return queries;
}

/** Who uses the page; null: nobody has signed in. */
export function useSession() {
  return useQuery({ queryKey: KEY, queryFn: whoCalls, staleTime: 60_000 });
}

async function whoCalls(): Promise<Session | null> {
  const { data, error, response } = await api.GET("/v1/session");
  if (response.status === 401) {
    return null;
  }
  return got(Promise.resolve({ ...(data === undefined ? {} : { data }), error, response }));
}

/** The service gives the browser a cookie that no script can read; the key is not kept. */
export async function signIn(queries: QueryClient, key: string): Promise<void> {
  const session = await got(api.POST("/v1/session", { body: { key } }));
  await queries.resetQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
  queries.setQueryData<Session | null>(KEY, session);
}

export async function signOut(queries: QueryClient): Promise<void> {
  await got(api.DELETE("/v1/session"));
  queries.setQueryData<Session | null>(KEY, null);
  // nothing of one owner may show for the next
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}

/** Whether the service sends browsers to an issuer. Asking leads nowhere, since the answer's redirect is not followed. */
export async function issuerOffered(): Promise<boolean> {
  const answer = await fetch("/v1/session/oidc", { redirect: "manual" });
  return answer.type === "opaqueredirect";
}

/** Where the browser goes to sign in at the issuer; it comes back to the view that it was on. */
export function issuerAddress(): string {
  return `/v1/session/oidc?returnTo=${encodeURIComponent(`/${location.hash}`)}`;
}
