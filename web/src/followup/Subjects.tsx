import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, got } from "../api/client";
import "../worklist/worklist.css";

/** The patients' codes that studies carry; each leads to its follow-up. */
export function Subjects() {
  const { t, i18n } = useTranslation();
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["subjects"],
    queryFn: ({ pageParam }) => got(api.GET("/v1/subjects", { params: { query: pageParam } })),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => (nextCursor === undefined ? undefined : { cursor: nextCursor }),
  });
  const subjects = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <main id="main" className="view">
      <h1>{t("followup.list")}</h1>
      {error !== null && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
      {isPending && <p role="status">{t("app.loading")}</p>}
      {data !== undefined && subjects.length === 0 && <p className="empty">{t("followup.none")}</p>}
      {subjects.length > 0 && (
        <table className="jobs">
          <thead>
            <tr>
              <th scope="col">{t("worklist.subject")}</th>
              <th scope="col">{t("followup.studies")}</th>
              <th scope="col">{t("batch.last")}</th>
            </tr>
          </thead>
          <tbody>
            {subjects.map(({ subject, jobs, lastJobAt }) => (
              <tr key={subject}>
                <th scope="row">
                  <Link href={`/subjects/${encodeURIComponent(subject)}`}>{subject}</Link>
                </th>
                <td>{jobs}</td>
                <td>{new Date(lastJobAt).toLocaleDateString(i18n.language, { dateStyle: "medium" })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <button type="button" onClick={() => void fetchNextPage()}>
          {t("worklist.more")}
        </button>
      )}
    </main>
  );
}
