import { useTranslation } from "react-i18next";
import { highest, marks, places, type Scan } from "./timeline";

const WIDTH = 760;
const HEIGHT = 280;
const LEFT = 60;
const RIGHT = 24;
const TOP = 20;
const BOTTOM = 44;
const CAP = 6;

/** Opacity over time: a point a scan, its range as a vertical bar, a ring where the breath differs. The table has the same. */
export function Chart({ scans }: { scans: Scan[] }) {
  const { t, i18n } = useTranslation();
  const rows = marks(highest(scans));
  const top = rows.at(-1) ?? 1;
  const across = places(scans);
  const x = (n: number) => LEFT + 20 + (across[n] ?? 0) * (WIDTH - LEFT - RIGHT - 40);
  const y = (ml: number) => HEIGHT - BOTTOM - (ml / top) * (HEIGHT - BOTTOM - TOP);
  return (
    <figure className="timeline">
      <figcaption>{t("followup.chart")}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("followup.chart")}>
        {rows.map((ml) => (
          <g key={ml}>
            <path className="grid" d={`M${LEFT} ${y(ml)} H${WIDTH - RIGHT}`} />
            <text x={LEFT - 8} y={y(ml) + 4} textAnchor="end">
              {ml.toLocaleString(i18n.language, { maximumFractionDigits: 1 })}
            </text>
          </g>
        ))}
        <text x={LEFT - 8} y={TOP - 8} textAnchor="end">
          mL
        </text>
        {scans.map((scan, n) => (
          <g key={scan.job}>
            {scan.rangeMl !== undefined && (
              <path
                className="range"
                d={
                  `M${x(n)} ${y(scan.rangeMl[0] ?? 0)} V${y(scan.rangeMl[1] ?? 0)}` +
                  scan.rangeMl.map((end) => ` M${x(n) - CAP} ${y(end)} h${2 * CAP}`).join("")
                }
              />
            )}
            <circle
              className={scan.toPrevious?.verdict === "DIFFERENT_BREATH" ? "ring" : "point"}
              cx={x(n)}
              cy={y(scan.opacityMl)}
              r={5}
            />
            {(n === 0 || n === scans.length - 1 || x(n) - x(n - 1) > 90) && (
              <text x={x(n)} y={HEIGHT - BOTTOM + 18} textAnchor="middle">
                {new Date(scan.day).toLocaleDateString(i18n.language)}
              </text>
            )}
          </g>
        ))}
        <path className="axis" d={`M${LEFT} ${TOP} V${HEIGHT - BOTTOM} H${WIDTH - RIGHT}`} />
      </svg>
      <p className="small">{t("followup.legend")}</p>
    </figure>
  );
}
