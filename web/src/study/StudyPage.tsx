import { useTranslation } from "react-i18next";
import { ended, useJob } from "./job";
import { Measured } from "./Measured";
import { Failed, Waiting } from "./Unfinished";
import "./study.css";

/** One study: its state, its numbers, its planes. */
export function StudyPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: job, error } = useJob(id);
  if (job === undefined) {
    return (
      <main id="main" tabIndex={-1} className="state">
        <h1>{t("study.title", { id })}</h1>
        <p role={error === null ? "status" : "alert"}>{error === null ? t("study.loading") : error.message}</p>
      </main>
    );
  }
  if (job.status === "SUCCEEDED") {
    return <Measured key={id} job={job} />;
  }
  return (
    <main id="main" tabIndex={-1} className="state">
      <h1>{job.reference ?? t("study.title", { id: id.slice(0, 8) })}</h1>
      {ended(job) ? <Failed job={job} /> : <Waiting job={job} />}
    </main>
  );
}
