import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Job } from "../api/client";
import { Candidates } from "./Candidates";
import { useChanges } from "./changes";
import { Downloads } from "./Downloads";
import { State } from "./State";

/** A job, with what it does now or why it failed, and what its user can do. */
export function JobRow({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const name = nameOf(job, t);
  return (
    <tr>
      <th scope="row">
        <Link href={`/studies/${job.id}`}>{name}</Link>
      </th>
      <td>
        <State status={job.status} />
        <Now job={job} />
      </td>
      <td>
        <Opacity job={job} />
      </td>
      <td>
        <time dateTime={job.createdAt}>
          {new Date(job.createdAt).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </td>
      <td>
        {job.subject !== undefined && <Link href={`/subjects/${encodeURIComponent(job.subject)}`}>{job.subject}</Link>}
      </td>
      <td>{job.batch !== undefined && <Link href={`/batches/${encodeURIComponent(job.batch)}`}>{job.batch}</Link>}</td>
      <td>
        <Actions job={job} name={name} />
      </td>
    </tr>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

export function nameOf(job: Job, t: Translate): string {
  return job.reference ?? t("worklist.unnamed", { id: job.id.slice(0, 8) });
}

/** Older services do not tell it with the job. */
function Opacity({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const figure = (value: unknown) =>
    typeof value === "number"
      ? value.toLocaleString(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
      : undefined;
  const [ml, percent] = [figure(job["opacityMl"]), figure(job["burdenPercent"])];
  return ml === undefined ? null : <>{t("worklist.opacityOf", { ml, percent: percent ?? "–" })}</>;
}

function Now({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (job.status === "QUEUED" && job.estimatedStartAt !== undefined) {
    return (
      <p className="small">
        {t("worklist.about", { count: job.jobsAhead ?? 0, seconds: secondsUntil(job.estimatedStartAt) })}
      </p>
    );
  }
  if (job.status === "RUNNING") {
    const percent = Math.round(job.progress * 100);
    const stage = t(`study.stage.${job.stage ?? "FETCHING"}`, { defaultValue: job.stage ?? "" });
    return (
      <>
        <p className="small">
          {stage}: {percent} %
        </p>
        <progress max={100} value={percent} aria-label={t("worklist.progress", { name: nameOf(job, t) })} />
      </>
    );
  }
  if (job.error !== undefined) {
    return (
      <>
        <p className="small reason">{t([`fault.${job.error.code}`, "fault.other"], { detail: job.error.detail })}</p>
        <Candidates job={job} />
      </>
    );
  }
  return null;
}

function Actions({ job, name }: { job: Job; name: string }) {
  const { t } = useTranslation();
  const { change, fault } = useChanges(job);
  const mayRetry = job.status === "CANCELLED" || (job.status === "FAILED" && job.error?.retryable === true);
  return (
    <div className="buttons">
      {job.status === "SUCCEEDED" && <Downloads job={job} name={name} />}
      {(job.status === "QUEUED" || job.status === "RUNNING") && (
        <button
          type="button"
          aria-label={t("worklist.cancelNamed", { name })}
          onClick={() => {
            change("cancel");
          }}
        >
          {t("worklist.cancel")}
        </button>
      )}
      {mayRetry && (
        <button
          type="button"
          aria-label={t("worklist.retryNamed", { name })}
          onClick={() => {
            change("retry");
          }}
        >
          {t("worklist.retry")}
        </button>
      )}
      <button
        type="button"
        aria-label={t("worklist.deleteNamed", { name })}
        onClick={() => {
          if (confirm(t("worklist.sureToDelete", { name }))) {
            change("delete");
          }
        }}
      >
        {t("worklist.delete")}
      </button>
      {fault !== null && (
        <p role="alert" className="fault">
          {fault.message}
        </p>
      )}
    </div>
  );
}

function secondsUntil(time: string): number {
  return Math.max(1, Math.round((Date.parse(time) - Date.now()) / 1000));
}
