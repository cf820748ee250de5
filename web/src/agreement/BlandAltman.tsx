import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { scale, ticks } from "./axis";

const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 60;
const RIGHT = 70;
const TOP = 24;
const BOTTOM = 44;

/** Each study's difference by its mean, with bias and limits. The tables beside it have the same numbers. */
export function BlandAltman({ agreement }: { agreement: components["schemas"]["BlandAltman"] }) {
  const { t, i18n } = useTranslation();
  const { points, bias, lowerLimit, upperLimit } = agreement;
  const across = ticks(points.map(({ mean }) => mean));
  const up = ticks([...points.map(({ difference }) => difference), lowerLimit, upperLimit]);
  const x = scale(across, LEFT, WIDTH - RIGHT);
  const y = scale(up, HEIGHT - BOTTOM, TOP);
  const figure = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  return (
    <figure className="bland-altman">
      <figcaption>{t("agreement.chart")}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("agreement.chart")}>
        {up.map((value) => (
          <g key={value}>
            <path className="grid" d={`M${LEFT} ${y(value)} H${WIDTH - RIGHT}`} />
            <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
              {figure(value)}
            </text>
          </g>
        ))}
        {across.map((value) => (
          <text key={value} x={x(value)} y={HEIGHT - BOTTOM + 18} textAnchor="middle">
            {figure(value)}
          </text>
        ))}
        <path className="axis" d={`M${LEFT} ${TOP} V${HEIGHT - BOTTOM} H${WIDTH - RIGHT}`} />
        {[bias, lowerLimit, upperLimit].map((value, n) => (
          <g key={n}>
            <path className={n === 0 ? "bias" : "limit"} d={`M${LEFT} ${y(value)} H${WIDTH - RIGHT}`} />
            <text x={WIDTH - RIGHT + 6} y={y(value) + 4}>
              {figure(value)}
            </text>
          </g>
        ))}
        {points.map(({ mean, difference }, n) => (
          <circle key={n} className="point" cx={x(mean)} cy={y(difference)} r={4} />
        ))}
        <text x={LEFT - 8} y={TOP - 10}>
          {t("agreement.differenceAxis")}
        </text>
        <text x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 6} textAnchor="middle">
          {t("agreement.meanAxis")}
        </text>
      </svg>
      <p className="small">{t("agreement.legend")}</p>
    </figure>
  );
}
