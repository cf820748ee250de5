import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { read, type Job } from "./result";

export function ended(job: Job): boolean {
  return ["SUCCEEDED", "FAILED", "CANCELLED"].includes(job.status);
}

/** The job, kept fresh by its events while it waits or runs: one stream, closed once the job has ended. */
export function useJob(id: string) {
  const queries = useQueryClient();
  const path = `/v1/jobs/${encodeURIComponent(id)}`;
  const query = useQuery({
    queryKey: ["job", id],
    queryFn: () => read<Job>(path),
    // behind a proxy that holds events back the state still comes
    refetchInterval: ({ state }) => (state.data !== undefined && ended(state.data) ? false : 10_000),
  });
  const live = query.data !== undefined && !ended(query.data);
  useEffect(() => {
    if (!live) {
      return undefined;
    }
    const events = new EventSource(`${path}/events`);
    events.addEventListener("progress", ({ data }: MessageEvent<string>) => {
      queries.setQueryData<Job>(["job", id], JSON.parse(data) as Job);
    });
    const last = () => {
      events.close();
      void queries.invalidateQueries({ queryKey: ["job", id] });
    };
    events.addEventListener("finished", last);
    events.addEventListener("deleted", last);
    return () => {
      events.close();
    };
  }, [live, path, id, queries]);
  return query;
}
