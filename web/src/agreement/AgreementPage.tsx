import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, got } from "../api/client";
import { BlandAltman } from "./BlandAltman";
import { CorrectedStudies } from "./CorrectedStudies";
import { Measures } from "./Measures";
import "./agreement.css";
import "../worklist/worklist.css";

const OPACITY = "opacity_ml";

/** Automatic against corrected outlines over all corrected studies, with the warning that this is no validation. */
export function AgreementPage() {
  const { t } = useTranslation();
  const [batch, setBatch] = useState("");
  const query = batch === "" ? {} : { batch };
  const asked = new URLSearchParams(query).toString();
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
        <a className="button" href={`/v1/agreement.csv?${asked}`} download>
          {t("agreement.csv")}
        </a>
        <a className="button" href={`/v1/agreement?${asked}`} download="agreement.json">
          {t("agreement.json")}
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
            {data.uncounted > 0 && ` ${t("agreement.uncounted", { count: data.uncounted })}`}
          </p>
          <Measures measures={data.measures} />
          {limits !== undefined && <BlandAltman agreement={limits} />}
          <CorrectedStudies studies={data.studies} measure={OPACITY} />
        </>
      )}
    </main>
  );
}
