import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";

const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 40;
const BOTTOM = 40;
const TOP = 16;
const MOST_LABELS = 11;
const WIDEST_BAR = 64;

/** How many studies have how much opacity, as bars, and as a table for who cannot see bars. */
export function Histogram({ histogram }: { histogram: components["schemas"]["Histogram"] }) {
  const { t } = useTranslation();
  const { counts, edges } = histogram;
  const highest = Math.max(1, ...counts);
  const step = Math.min(WIDEST_BAR, (WIDTH - LEFT - 8) / Math.max(1, counts.length));
  const every = Math.ceil(edges.length / MOST_LABELS);
  const y = (count: number) => HEIGHT - BOTTOM - (count / highest) * (HEIGHT - BOTTOM - TOP);
  return (
    <figure className="histogram">
      <figcaption>{t("statistics.histogram")}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("statistics.histogram")}>
        {counts.map((count, n) => (
          <rect
            key={n}
            className="bar"
            x={LEFT + n * step + 1}
            y={y(count)}
            width={Math.max(1, step - 2)}
            height={HEIGHT - BOTTOM - y(count)}
          />
        ))}
        <path className="axis" d={`M${LEFT} ${TOP} V${HEIGHT - BOTTOM} H${WIDTH - 8}`} />
        {[0, highest].map((count) => (
          <text key={count} x={LEFT - 6} y={y(count) + 4} textAnchor="end">
            {count}
          </text>
        ))}
        {edges.map(
          (edge, n) =>
            n % every === 0 && (
              <text key={edge} x={LEFT + n * step} y={HEIGHT - BOTTOM + 16} textAnchor="middle">
                {edge}
              </text>
            ),
        )}
        <text x={(WIDTH + LEFT) / 2} y={HEIGHT - 6} textAnchor="middle">
          {t("statistics.axis")}
        </text>
      </svg>
      <details>
        <summary>{t("statistics.asTable")}</summary>
        <table className="jobs">
          <thead>
            <tr>
              <th scope="col">{t("statistics.axis")}</th>
              <th scope="col">{t("statistics.studies")}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map((count, n) => (
              <tr key={n}>
                <th scope="row">{t("statistics.range", { from: edges[n], to: edges[n + 1] })}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
