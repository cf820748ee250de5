import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, got } from "../api/client";
import { Listing, nextPage } from "../app/Listing";
import "../worklist/worklist.css";

/** The patients' codes that studies carry; each leads to its follow-up. */
export function Subjects() {
  const { t, i18n } = useTranslation();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["subjects"],
    queryFn: ({ pageParam }) => got(api.GET("/v1/subjects", { params: { query: pageParam } })),
    initialPageParam: {},
    getNextPageParam: (page) => nextPage(page),
  });
  return (
    <Listing
      title={t("followup.list")}
      empty={t("followup.none")}
      columns={[t("worklist.subject"), t("followup.studies"), t("batch.last")]}
      pages={data?.pages.map(({ items }) => items)}
      error={error}
      more={hasNextPage ? () => void fetchNextPage() : undefined}
    >
      {({ subject, jobs, lastJobAt }) => (
        <tr key={subject}>
          <th scope="row">
            <Link href={`/subjects/${encodeURIComponent(subject)}`}>{subject}</Link>
          </th>
          <td>{jobs}</td>
          <td>{new Date(lastJobAt).toLocaleDateString(i18n.language, { dateStyle: "medium" })}</td>
        </tr>
      )}
    </Listing>
  );
}
