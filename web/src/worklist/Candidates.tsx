import { useTranslation } from "react-i18next";
import type { Job } from "../api/client";
import { useChanges } from "./changes";

/** The series that a job could measure, where it could not choose by itself. */
export function Candidates({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { change, pending, fault } = useChanges(job);
  const candidates = (job.error?.candidates ?? []).filter(({ seriesInstanceUid }) => seriesInstanceUid !== undefined);
  if (candidates.length === 0) {
    return null;
  }
  return (
    <details className="candidates">
      <summary>{t("worklist.choose", { count: candidates.length })}</summary>
      <ul>
        {candidates.map(({ seriesInstanceUid = "", slices, thicknessMm, reason, volume }) => (
          <li key={`${seriesInstanceUid}:${volume ?? ""}`}>
            <button
              type="button"
              disabled={pending}
              onClick={() => {
                change({ series: volume === undefined ? seriesInstanceUid : `${seriesInstanceUid}:${volume}` });
              }}
            >
              {t("worklist.candidate", { slices, thickness: thicknessMm ?? "?", reason })}
            </button>
          </li>
        ))}
      </ul>
      {fault !== null && (
        <p role="alert" className="fault">
          {fault.message}
        </p>
      )}
    </details>
  );
}
