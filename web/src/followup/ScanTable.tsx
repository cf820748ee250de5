import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { decimal } from "../study/figures";
import type { Scan } from "./timeline";
import { Verdict } from "./Verdict";

const COLUMNS = ["scan", "opacity", "mass", "share", "lung", "toPrevious", "toFirst"] as const;

/** All scans with their figures, each beside the one before and the first. */
export function ScanTable({ scans }: { scans: Scan[] }) {
  const { t, i18n } = useTranslation();
  const figures = useFigures();
  return (
    <div className="scroll" role="region" aria-label={t("followup.table")} tabIndex={0}>
      <table className="jobs">
        <caption>{t("statistics.caption")}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
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
                  {scan.dayOf === "SCAN"
                    ? scan.reference
                    : t("followup.submitted", { reference: scan.reference ?? "" })}
                </p>
              </th>
              {figures.map(({ name, of, note }) => (
                <td key={name}>
                  {of(scan)}
                  {note?.(scan) !== undefined && <p className="small">{note(scan)}</p>}
                </td>
              ))}
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
    </div>
  );
}

interface Figure {
  name: "opacity" | "share" | "mass" | "lung";
  of: (scan: Scan) => string;
  note?: (scan: Scan) => string | undefined;
}

/** What is told of each scan, in the language of the page. */
export function useFigures(): Figure[] {
  const { t, i18n } = useTranslation();
  const figure = (value: number) => decimal(value, i18n.language);
  return [
    {
      name: "opacity",
      of: ({ opacityMl }) => `${figure(opacityMl)} mL`,
      note: ({ rangeMl }) =>
        rangeMl && t("followup.range", { from: figure(rangeMl[0] ?? 0), to: figure(rangeMl[1] ?? 0) }),
    },
    { name: "mass", of: ({ lungMassG }) => (lungMassG === undefined ? "–" : `${figure(lungMassG)} g`) },
    { name: "share", of: ({ burdenPercent }) => `${figure(burdenPercent)} %` },
    { name: "lung", of: ({ lungMl }) => `${figure(lungMl)} mL` },
  ];
}
