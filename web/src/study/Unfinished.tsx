import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { call, type Job } from "./result";

function useChange(job: Job) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, method }: { path: string; method: string }) =>
      call(`/v1/jobs/${encodeURIComponent(job.id)}${path}`, { method }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["job", job.id] }),
  });
}

/** A job that waits or runs, with what it does now. */
export function Waiting({ job }: { job: Job }) {
  const { t } = useTranslation();
  const change = useChange(job);
  const share = Math.round(job.progress * 100);
  const seconds = job.estimatedStartAt === undefined ? undefined : secondsUntil(job.estimatedStartAt);
  return (
    <>
      {job.status === "QUEUED" ? (
        <p role="status">
          {seconds === undefined ? t("study.queued") : t("study.queuedFor", { count: job.jobsAhead ?? 0, seconds })}
        </p>
      ) : (
        <p role="status">
          {t(`study.stage.${job.stage ?? "FETCHING"}`, { defaultValue: job.stage ?? "" })}: {share} %
        </p>
      )}
      <progress value={job.status === "QUEUED" ? undefined : share} max={100} aria-label={t("study.progress")} />
      <p>
        <button
          type="button"
          disabled={change.isPending}
          onClick={() => {
            change.mutate({ path: "/cancel", method: "POST" });
          }}
        >
          {t("study.cancel")}
        </button>
      </p>
      {change.error !== null && <p role="alert">{change.error.message}</p>}
    </>
  );
}

function secondsUntil(time: string): number {
  return Math.max(1, Math.ceil((Date.parse(time) - Date.now()) / 1000));
}

/** A job that failed or was canceled: why, the choices that it offers, and the ways on. */
export function Failed({ job }: { job: Job }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const change = useChange(job);
  const candidates = job.error?.candidates ?? [];
  const remove = () => {
    change.mutate(
      { path: "", method: "DELETE" },
      {
        onSuccess: () => {
          go("/");
        },
      },
    );
  };
  return (
    <>
      <p role="alert">
        <span aria-hidden="true">✕ </span>
        {job.status === "CANCELLED" ? t("study.cancelled") : t("study.failed", { why: job.error?.detail ?? "" })}
      </p>
      {job.error !== undefined && <p className="small">{job.error.code}</p>}
      {candidates.length > 0 && (
        <section aria-label={t("study.choose", { count: candidates.length })}>
          <h2>{t("study.choose", { count: candidates.length })}</h2>
          <ul className="candidates">
            {candidates.map((candidate, n) => (
              <li key={n}>
                <button
                  type="button"
                  disabled={change.isPending || candidate.seriesInstanceUid === undefined}
                  onClick={() => {
                    const volume = candidate.volume === undefined ? "" : `:${candidate.volume}`;
                    const uid = encodeURIComponent((candidate.seriesInstanceUid ?? "") + volume);
                    change.mutate({ path: `/retry?seriesInstanceUid=${uid}`, method: "POST" });
                  }}
                >
                  {t("study.candidate", {
                    slices: candidate.slices,
                    thickness: candidate.thicknessMm ?? "?",
                    reason: candidate.reason,
                  })}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="buttons">
        <button
          type="button"
          onClick={() => {
            go("/");
          }}
        >
          {t("study.uploadAgain")}
        </button>
        {(job.status === "CANCELLED" || job.error?.retryable === true) && (
          <button
            type="button"
            disabled={change.isPending}
            onClick={() => {
              change.mutate({ path: "/retry", method: "POST" });
            }}
          >
            {t("study.retry")}
          </button>
        )}
        <button type="button" disabled={change.isPending} onClick={remove}>
          {t("study.delete")}
        </button>
      </p>
      {change.error !== null && <p role="alert">{change.error.message}</p>}
    </>
  );
}
