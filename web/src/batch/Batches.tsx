import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, got } from "../api/client";
import { Listing, nextPage } from "../app/Listing";
import "./batch.css";
import "../worklist/worklist.css";

/** The batches of the owner; the one with the newest study comes first. */
export function Batches() {
  const { t, i18n } = useTranslation();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["batches"],
    queryFn: ({ pageParam }) => got(api.GET("/v1/batches", { params: { query: pageParam } })),
    initialPageParam: {},
    getNextPageParam: (page) => nextPage(page),
  });
  return (
    <Listing
      title={t("batch.title")}
      empty={t("batch.empty")}
      columns={[t("batch.name"), t("worklist.state"), t("batch.last")]}
      pages={data?.pages.map(({ items }) => items)}
      error={error}
      more={hasNextPage ? () => void fetchNextPage() : undefined}
    >
      {({ batch, finished, lastJobAt }) => (
        <tr key={batch}>
          <th scope="row">
            <Link href={`/batches/${encodeURIComponent(batch)}`}>{batch}</Link>
          </th>
          <td>
            <span aria-hidden="true">{finished ? "✓" : "▷"}</span> {t(finished ? "batch.finished" : "batch.running")}
          </td>
          <td>{new Date(lastJobAt).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" })}</td>
        </tr>
      )}
    </Listing>
  );
}
