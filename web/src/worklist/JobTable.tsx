import { useTranslation } from "react-i18next";
import type { Job } from "../api/client";
import { JobRow } from "./JobRow";

export function JobTable({ jobs, label }: { jobs: Job[]; label: string }) {
  const { t } = useTranslation();
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="jobs">
        <thead>
          <tr>
            <th scope="col">{t("worklist.study")}</th>
            <th scope="col">{t("worklist.state")}</th>
            <th scope="col">{t("worklist.opacity")}</th>
            <th scope="col">{t("worklist.submitted")}</th>
            <th scope="col">{t("worklist.subject")}</th>
            <th scope="col">{t("worklist.batch")}</th>
            <th scope="col">{t("worklist.actions")}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
