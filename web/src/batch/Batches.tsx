import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, got } from "../api/client";
import "./batch.css";

/** The batches of the owner; the one with the newest study comes first. */
export function Batches() {
  const { t, i18n } = useTranslation();
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["batches"],
    queryFn: ({ pageParam }) => got(api.GET("/v1/batches", { params: { query: pageParam } })),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => (nextCursor === undefined ? undefined : { cursor: nextCursor }),
  });
  const batches = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main id="main" className="view">
      <h1>{t("batch.title")}</h1>
      {error !== null && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
      {isPending && <p role="status">{t("app.loading")}</p>}
      {data !== undefined && batches.length === 0 && <p className="empty">{t("batch.empty")}</p>}
      {batches.length > 0 && (
        <table className="jobs">
          <thead>
            <tr>
              <th scope="col">{t("batch.name")}</th>
              <th scope="col">{t("worklist.state")}</th>
              <th scope="col">{t("batch.last")}</th>
            </tr>
          </thead>
          <tbody>
            {batches.map(({ batch, finished, lastJobAt }) => (
              <tr key={batch}>
                <th scope="row">
                  <Link href={`/batches/${encodeURIComponent(batch)}`}>{batch}</Link>
                </th>
                <td>
                  <span aria-hidden="true">{finished ? "✓" : "▷"}</span>{" "}
                  {t(finished ? "batch.finished" : "batch.running")}
                </td>
                <td>
                  {new Date(lastJobAt).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" })}
                </td>
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
