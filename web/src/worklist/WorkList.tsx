import { useState } from "react";
import { useTranslation } from "react-i18next";
import { UploadPanel } from "../upload/UploadPanel";
import { Filters } from "./Filters";
import { ALL, useJobs } from "./jobs";
import { JobTable } from "./JobTable";
import "./worklist.css";

/** The studies of the owner, newest first, and where new ones come in. */
export function WorkList() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(ALL);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useJobs(filter);
  const jobs = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main id="main" className="view">
      <h1>{t("worklist.title")}</h1>
      <UploadPanel />
      <Filters filter={filter} onChange={setFilter} />
      {error !== null && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
      {isPending && <p role="status">{t("app.loading")}</p>}
      {data !== undefined && jobs.length === 0 && (
        <p className="empty">{filter === ALL ? t("worklist.empty") : t("worklist.noneFits")}</p>
      )}
      {jobs.length > 0 && <JobTable jobs={jobs} label={t("worklist.title")} />}
      {hasNextPage && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("worklist.more")}
        </button>
      )}
    </main>
  );
}
