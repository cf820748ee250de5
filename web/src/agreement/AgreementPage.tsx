import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, got } from "../api/client";
import type { components } from "../api/schema";
import { BlandAltman } from "./BlandAltman";
import { CorrectedStudies } from "./CorrectedStudies";
import "./agreement.css";
import "../worklist/worklist.css";

type Measure = components["schemas"]["AgreeingMeasure"];

const OPACITY = "opacity_ml";

/** Automatic against corrected outlines over all corrected studies, with the warning that this is no validation. */
export function AgreementPage() {
  const { t } = useTranslation();
  const [batch, setBatch] = useState("");
  const query = batch === "" ? {} : { batch };
  const { data, error, isPending } = useQuery({
    queryKey: ["agreement", batch],
    queryFn: () => got(api.GET("/v1/agreement", { params: { query } })),
    placeholderData: keepPreviousData,
  });
  const limits = data?.measures.find(({ measure }) => measure === OPACITY)?.blandAltman;
  return (
    <main id="main" className="view">
      <h1>{t("agreement.title")}</h1>
      <p role="note">{t("agreement.noValidation")}</p>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          setBatch((new FormData(event.currentTarget).get("batch") as string).trim());
        }}
      >
        <label>
          {t("agreement.batch")} <input name="batch" type="search" maxLength={128} />
        </label>
        <a className="button" href={`/v1/agreement.csv?${new URLSearchParams(query).toString()}`} download>
          {t("agreement.csv")}
        </a>
      </form>
      {error !== null && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
      {isPending && <p role="status">{t("app.loading")}</p>}
      {data !== undefined && data.compared === 0 && <p className="empty">{t("agreement.none")}</p>}
      {data !== undefined && data.compared > 0 && (
        <>
          <p role="status">
            {t("agreement.compared", { count: data.compared })}
            {!data.complete && ` ${t("agreement.incomplete")}`}
          </p>
          <Measures measures={data.measures} />
          {limits !== undefined && <BlandAltman agreement={limits} />}
          <CorrectedStudies studies={data.studies} measure={OPACITY} />
        </>
      )}
    </main>
  );
}

function Measures({ measures }: { measures: Measure[] }) {
  const { t, i18n } = useTranslation();
  const figure = (value: number, digits: number) =>
    value.toLocaleString(i18n.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <table className="jobs">
      <thead>
        <tr>
          <th scope="col">{t("agreement.measure")}</th>
          <th scope="col">{t("agreement.dice")}</th>
          <th scope="col">{t("agreement.bias")}</th>
          <th scope="col">{t("agreement.limits")}</th>
          <th scope="col">{t("agreement.rho")}</th>
          <th scope="col">n</th>
        </tr>
      </thead>
      <tbody>
        {measures.map(({ measure, unit, n, dice, blandAltman, spearman }) => (
          <tr key={measure}>
            <th scope="row">
              {t(`statistics.of.${measure}`, { defaultValue: measure })} ({unit})
            </th>
            <td>
              {dice === undefined
                ? "–"
                : t("agreement.ofThem", {
                    median: figure(dice.median, 2),
                    from: figure(dice.q1, 2),
                    to: figure(dice.q3, 2),
                  })}
            </td>
            <td>{blandAltman === undefined ? t("agreement.tooFew") : figure(blandAltman.bias, 1)}</td>
            <td>
              {blandAltman === undefined
                ? "–"
                : t("agreement.range", {
                    from: figure(blandAltman.lowerLimit, 1),
                    to: figure(blandAltman.upperLimit, 1),
                  })}
            </td>
            <td>{spearman === undefined ? "–" : figure(spearman.coefficient, 2)}</td>
            <td>{n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
