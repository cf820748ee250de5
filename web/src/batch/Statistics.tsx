import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, got, inPath } from "../api/client";
import type { components } from "../api/schema";
import { decimal } from "../study/figures";
import { Histogram } from "./Histogram";

type Spread = components["schemas"]["Spread"];

/** The figures of all measured studies. The service reads every result for them, so they are fetched when asked for. */
export function Statistics({ batch, finished }: { batch: string; finished: boolean }) {
  const { t } = useTranslation();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["statistics", batch],
    queryFn: () => got(api.GET("/v1/batches/{batch}/statistics", { params: { path: { batch: inPath(batch) } } })),
    enabled: finished,
    staleTime: 60_000,
  });
  return (
    <section aria-labelledby="statistics" className="statistics">
      <h2 id="statistics">{t("statistics.title")}</h2>
      {error !== null && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
      {!finished && (
        <button type="button" disabled={isFetching} onClick={() => void refetch()}>
          {t(data === undefined ? "statistics.show" : "statistics.again")}
        </button>
      )}
      {isFetching && <p role="status">{t("app.loading")}</p>}
      {data !== undefined && (
        <>
          <p>
            {t("statistics.measured", { measured: data.measured, jobs: data.jobs })}
            {!data.complete && ` ${t("statistics.incomplete")}`}
          </p>
          <Measures measures={data.measures} />
          {data.burden !== undefined && <Histogram histogram={data.burden} />}
          {Object.keys(data.withoutNumbers).length > 0 && (
            <>
              <h3>{t("statistics.without")}</h3>
              <ul>
                {Object.entries(data.withoutNumbers).map(([code, count]) => (
                  <li key={code}>
                    {t([`fault.${code}`, `state.${code}`], { defaultValue: code, detail: code })}{" "}
                    <strong>{count}</strong>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  );
}

function Measures({ measures }: { measures: Spread[] }) {
  const { t, i18n } = useTranslation();
  const figure = (value: number | undefined) => (value === undefined ? "–" : decimal(value, i18n.language));
  return (
    <table className="jobs">
      <caption>{t("statistics.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("statistics.measure")}</th>
          <th scope="col">{t("statistics.median")}</th>
          <th scope="col">{t("statistics.quartiles")}</th>
          <th scope="col">{t("statistics.ends")}</th>
          <th scope="col">{t("statistics.mean")}</th>
          <th scope="col">n</th>
        </tr>
      </thead>
      <tbody>
        {measures.map((each) => (
          <tr key={each.measure}>
            <th scope="row">
              {t(`statistics.of.${each.measure}`, { defaultValue: each.measure })} ({each.unit})
            </th>
            <td>{figure(each.median)}</td>
            <td>{t("statistics.range", { from: figure(each.q1), to: figure(each.q3) })}</td>
            <td>{t("statistics.range", { from: figure(each.min), to: figure(each.max) })}</td>
            <td>{t("statistics.spread", { mean: figure(each.mean), sd: figure(each.sd) })}</td>
            <td>{each.n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
