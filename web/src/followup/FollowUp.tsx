import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, got, inPath } from "../api/client";
import { Beside } from "./Beside";
import { Chart } from "./Chart";
import { ScanTable } from "./ScanTable";
import type { Scan } from "./timeline";
import "../worklist/worklist.css";
import "./followup.css";

/** The scans of a patient in their order, each beside the one before it. */
export function FollowUp({ subject }: { subject: string }) {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery({
    queryKey: ["timeline", subject],
    queryFn: () => got(api.GET("/v1/subjects/{subject}/timeline", { params: { path: { subject: inPath(subject) } } })),
  });
  return (
    <main id="main" className="view followup">
      <h1>{t("followup.title", { subject })}</h1>
      {error !== null && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
      {isPending && <p role="status">{t("app.loading")}</p>}
      {data?.scans.length === 0 && <p className="empty">{t("followup.empty")}</p>}
      {data !== undefined && data.scans.length > 0 && (
        <>
          {!data.complete && <p>{t("followup.incomplete")}</p>}
          <Chart scans={data.scans} />
          <ScanTable scans={data.scans} />
          <Pictures scans={data.scans} table={`/v1/subjects/${encodeURIComponent(inPath(subject))}/timeline.csv`} />
        </>
      )}
    </main>
  );
}

/** Two scans are hundreds of megabytes, so they are loaded when somebody wants to see them. */
function Pictures({ scans, table }: { scans: Scan[]; table: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className="buttons">
        {scans.length > 1 && !open && (
          <button
            type="button"
            className="primary"
            onClick={() => {
              setOpen(true);
            }}
          >
            {t("followup.beside.open")}
          </button>
        )}
        <a className="button" href={table} download>
          {t("batch.csv")}
        </a>
        {scans.length === 1 && <span className="small">{t("followup.beside.tooFew")}</span>}
      </p>
      {open && <Beside scans={scans} />}
    </>
  );
}
