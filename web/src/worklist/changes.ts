import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, got, type Job } from "../api/client";
import { forgetOriginals } from "../upload/originals";

export type Change = "cancel" | "retry" | "delete" | { series: string };

/** What a user can do with a job. The list then follows by the events, or is fetched again where none come. */
export function useChanges(job: Job): { change: (change: Change) => void; pending: boolean; fault: Error | null } {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (change: Change) => changed(job.id, change),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      void queries.invalidateQueries({ queryKey: ["job", job.id] });
    },
  });
  return { change: mutation.mutate, pending: mutation.isPending, fault: mutation.error };
}

async function changed(id: string, change: Change): Promise<void> {
  const path = { id };
  if (change === "delete") {
    await got(api.DELETE("/v1/jobs/{id}", { params: { path } }));
    await forgetOriginals(id);
  } else if (change === "cancel") {
    await got(api.POST("/v1/jobs/{id}/cancel", { params: { path } }));
  } else {
    const query = change === "retry" ? {} : { seriesInstanceUid: change.series };
    await got(api.POST("/v1/jobs/{id}/retry", { params: { path, query } }));
  }
}
