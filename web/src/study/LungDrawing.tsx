import { useTranslation } from "react-i18next";
import { percent } from "./figures";
import type { Result } from "./result";

const HEIGHTS = ["UPPER", "MIDDLE", "LOWER"] as const;
/** How far the middle of each zone lies from the midline: the top of a lung is narrow. */
const MIDDLE = [34, 42, 45];
const RIGHT = "M88 12 C60 8 34 40 24 84 C16 120 14 150 20 168 C46 160 70 158 92 166 C96 120 98 40 88 12Z";
const LEFT =
  "M112 12 C140 8 166 40 176 84 C184 120 186 150 180 168 C156 160 138 158 122 164 C124 144 104 130 106 104 C106 70 104 34 112 12Z";

/** Six zones on a drawing of the lungs, the patient's right at the left, each with its share of opacity. */
export function LungDrawing({ regions }: { regions: Result["regions"] }) {
  const { t, i18n } = useTranslation();
  if (regions.length === 0) {
    return null;
  }
  const zones = (["RIGHT", "LEFT"] as const).flatMap((side) =>
    HEIGHTS.map((height, n) => ({ side, n, zone: regions.find(({ region }) => region === `${side}_${height}`) })),
  );
  // a zone without lung has no share, which is not a share of nothing
  const share = (zone: Result["regions"][number] | undefined) =>
    zone === undefined || zone.lungMl === 0 ? "–" : percent(zone.pneumoniaPercent, i18n.language);
  const told = zones.map(({ side, n, zone }) => `${t(`study.zone.${side}_${HEIGHTS[n] ?? ""}`)} ${share(zone)}`);
  return (
    <svg className="lungs" viewBox="0 0 200 176" role="img" aria-label={told.join(", ")}>
      <clipPath id="rightLung">
        <path d={RIGHT} />
      </clipPath>
      <clipPath id="leftLung">
        <path d={LEFT} />
      </clipPath>
      {zones.map(({ side, n, zone }) => (
        <g key={`${side}${n}`}>
          <rect
            x={side === "RIGHT" ? 0 : 100}
            y={n * 54 + 8}
            width={100}
            height={54}
            clipPath={`url(#${side === "RIGHT" ? "rightLung" : "leftLung"})`}
            className={`zone severity${zone?.severity ?? 0}`}
          />
          <text x={100 + (side === "RIGHT" ? -1 : 1) * (MIDDLE[n] ?? 0)} y={n * 54 + 40} textAnchor="middle">
            {share(zone)}
          </text>
        </g>
      ))}
      <path d={RIGHT} className="edge" />
      <path d={LEFT} className="edge" />
      <text x={6} y={18}>
        {t("study.right")}
      </text>
      <text x={194} y={18} textAnchor="end">
        {t("study.left")}
      </text>
    </svg>
  );
}
