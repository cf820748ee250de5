import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { read } from "../study/result";
import { Chart } from "./Chart";
import type { Comparison, Scan, Timeline } from "./timeline";
import "../worklist/worklist.css";
import "./followup.css";

/** The scans of a patient in their order, each beside the one before it. */
export function FollowUp({ subject }: { subject: string }) {
  const { t } = useTranslation();
  const path = `/v1/subjects/${encodeURIComponent(subject)}/timeline`;
  const { data, error, isPending } = useQuery({ queryKey: ["timeline", subject], queryFn: () => read<Timeline>(path) });
  return (
    <main id="main" className="view">
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
          <Table scans={data.scans} />
          <p className="buttons">
            <a className="button" href={`${path}.csv`} download>
              {t("batch.csv")}
            </a>
          </p>
        </>
      )}
    </main>
  );
}

function Table({ scans }: { scans: Scan[] }) {
  const { t, i18n } = useTranslation();
  const figure = (value: number | undefined) =>
    value?.toLocaleString(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) ?? "–";
  return (
    <table className="jobs">
      <caption>{t("statistics.caption")}</caption>
      <thead>
        <tr>
          {["scan", "opacity", "share", "mass", "lung", "toPrevious", "toFirst"].map((column) => (
            <th key={column} scope="col">
              {t(`followup.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scans.map((scan) => (
          <tr key={scan.job}>
            <th scope="row">
              <Link href={`/studies/${scan.job}`}>{new Date(scan.day).toLocaleDateString(i18n.language)}</Link>
              <p className="small">
                {scan.dayOf === "SCAN" ? scan.reference : t("followup.submitted", { reference: scan.reference ?? "" })}
              </p>
            </th>
            <td>
              {figure(scan.opacityMl)} mL
              {scan.rangeMl !== undefined && (
                <p className="small">
                  {t("followup.range", { from: figure(scan.rangeMl[0]), to: figure(scan.rangeMl[1]) })}
                </p>
              )}
            </td>
            <td>{figure(scan.burdenPercent)} %</td>
            <td>{scan.lungMassG === undefined ? "–" : `${figure(scan.lungMassG)} g`}</td>
            <td>{figure(scan.lungMl)} mL</td>
            <td>
              <Verdict comparison={scan.toPrevious} />
            </td>
            <td>
              <Verdict comparison={scan.toFirst} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const ICONS: Record<string, string> = {
  CHANGED: "▲",
  NOT_DISTINGUISHABLE: "≈",
  DIFFERENT_BREATH: "◯",
  NOT_COMPARABLE: "⊘",
  RANGE_UNKNOWN: "?",
};

/** In the page's own words; never "stable". A verdict that the page does not know is told by its code. */
function Verdict({ comparison }: { comparison: Comparison | undefined }) {
  const { t, i18n } = useTranslation();
  if (comparison === undefined) {
    return <>–</>;
  }
  const { verdict, differenceMl, reasons } = comparison;
  const icon = verdict === "CHANGED" && differenceMl < 0 ? "▼" : (ICONS[verdict] ?? "•");
  return (
    <>
      <span aria-hidden="true">{icon}</span> {t(`followup.verdict.${verdict}`, { defaultValue: verdict })}
      {reasons.length > 0 && (
        <p className="small">
          {reasons.map((reason) => t(`followup.reason.${reason}`, { defaultValue: reason })).join(", ")}
        </p>
      )}
      {verdict !== "NOT_COMPARABLE" && (
        <p className="small">
          {differenceMl.toLocaleString(i18n.language, { signDisplay: "exceptZero", maximumFractionDigits: 1 })} mL
        </p>
      )}
    </>
  );
}
