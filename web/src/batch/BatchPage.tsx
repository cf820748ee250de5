import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api, got, inPath } from "../api/client";
import { listen } from "../api/live";
import { allOriginals } from "../upload/originals";
import { ALL, STATES, useJobs } from "../worklist/jobs";
import { JobTable } from "../worklist/JobTable";
import { State } from "../worklist/State";
import { ZipLink } from "../worklist/ZipLink";
import { Statistics } from "./Statistics";
import "./batch.css";
import "../worklist/worklist.css";

const PAUSE_MS = 1000;

/** Where a batch stands, its studies, and its figures once it has finished. */
export function BatchPage({ batch }: { batch: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error, isPending } = useBatch(batch);
  const jobs = useJobs({ ...ALL, batch });
  const originals = useQuery({ queryKey: ["originals"], queryFn: allOriginals });
  const cancel = useMutation({
    mutationFn: () => got(api.POST("/v1/batches/{batch}/cancel", { params: { path: { batch: inPath(batch) } } })),
    onSuccess: (after) => {
      queries.setQueryData(["batch", batch], after);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
  const fault = error ?? cancel.error;
  const own = `/v1/batches/${encodeURIComponent(inPath(batch))}`;
  const finished = data !== undefined && data.finished === data.jobs;
  const items = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main id="main" className="view">
      <h1>{t("batch.one", { batch })}</h1>
      {fault !== null && (
        <p role="alert" className="fault">
          {fault.message}
        </p>
      )}
      {isPending && <p role="status">{t("app.loading")}</p>}
      {data !== undefined && (
        <>
          <section aria-label={t("batch.progress")} className="batch-progress">
            <p role="status">
              {t("batch.done", { finished: data.finished, jobs: data.jobs })}
              {!finished &&
                data.estimatedEndAt !== undefined &&
                ` ${t("batch.about", { minutes: minutes(data.estimatedEndAt) })}`}
            </p>
            <progress max={1} value={data.progress} aria-label={t("batch.progress")} />
            <ul className="counts">
              {STATES.filter((state) => (data.counts[state] ?? 0) > 0).map((state) => (
                <li key={state}>
                  <State status={state} /> <strong>{data.counts[state]}</strong>
                </li>
              ))}
            </ul>
            <div className="buttons">
              <a className="button" href={`${own}/measurements.csv`} download>
                {t("batch.csv")}
              </a>
              <ZipLink href={`${own}/files.zip`} words={t("batch.zip")} originals={originals.data} />
              {!finished && (
                <button
                  type="button"
                  disabled={cancel.isPending}
                  onClick={() => {
                    cancel.mutate();
                  }}
                >
                  {t("batch.cancel")}
                </button>
              )}
            </div>
          </section>
          {(data.counts["SUCCEEDED"] ?? 0) > 0 && <Statistics batch={batch} finished={finished} />}
        </>
      )}
      {items.length > 0 && <JobTable jobs={items} label={t("batch.studies")} />}
      {jobs.hasNextPage && (
        <button type="button" onClick={() => void jobs.fetchNextPage()}>
          {t("worklist.more")}
        </button>
      )}
    </main>
  );
}

/** Counted anew when one of its jobs changes, but not for each of them. */
function useBatch(batch: string) {
  const queries = useQueryClient();
  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined;
    const stop = listen((change) => {
      if (change === "missed" || !("job" in change) || change.job.batch === batch) {
        later ??= setTimeout(() => {
          later = undefined;
          void queries.invalidateQueries({ queryKey: ["batch", batch] });
        }, PAUSE_MS);
      }
    });
    return () => {
      stop();
      clearTimeout(later);
    };
  }, [batch, queries]);
  return useQuery({
    queryKey: ["batch", batch],
    queryFn: () => got(api.GET("/v1/batches/{batch}", { params: { path: { batch: inPath(batch) } } })),
  });
}

function minutes(end: string): number {
  return Math.max(1, Math.round((Date.parse(end) - Date.now()) / 60_000));
}
