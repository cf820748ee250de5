import { useTranslation } from "react-i18next";
import type { Triple } from "../viewer/grid";
import type { Viewer } from "../viewer/viewer";
import { ml, whole } from "./figures";
import type { Lesion, Result } from "./result";

/** The largest lesions; a click goes there. */
export function LesionList({ lesions, viewer, chosen, onChoose }: LesionListProps) {
  const { t, i18n } = useTranslation();
  if (lesions === undefined || lesions.count === 0) {
    return null;
  }
  return (
    <section aria-label={t("study.lesions", { count: lesions.count })}>
      <h2>{t("study.lesions", { count: lesions.count })}</h2>
      <ol className="lesions">
        {lesions.largest.map((lesion, n) => (
          <li key={n}>
            <button
              type="button"
              aria-current={chosen === n}
              disabled={viewer === null}
              onClick={() => {
                onChoose(n);
              }}
            >
              <span
                className="swatch"
                role="img"
                data-label={lesion.label === 3 ? "highOpacity" : "groundGlass"}
                aria-label={t(lesion.label === 3 ? "study.highOpacity" : "study.groundGlass")}
              />
              <span>{ml(lesion.ml, i18n.language)}</span>
              <span>
                {t(`study.zone.${lesion.region ?? ""}`, { defaultValue: lesion.region ?? "" })},{" "}
                {whole(lesion.meanHu, i18n.language)} HU
                {lesion.pleural ? `, ${t("study.pleural")}` : ""}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface LesionListProps {
  lesions: Result["lesions"];
  viewer: Viewer | null;
  chosen: number | null;
  onChoose: (n: number) => void;
}

/** Moves the crosshair to a lesion: to its voxel nearest to the center, since the center of a crescent lies outside it. */
export function goTo(viewer: Viewer, lesion: Lesion): void {
  const center = viewer.grid.clamp(viewer.grid.fromMm(lesion.centroidMm as unknown as Triple));
  const [columns, rows] = viewer.grid.size;
  let nearest = center;
  let least = Infinity;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const far = (x - center[0]) ** 2 + (y - center[1]) ** 2;
      if (far < least && viewer.labels?.labels[viewer.grid.index(x, y, center[2])] === lesion.label) {
        [nearest, least] = [[x, y, center[2]], far];
      }
    }
  }
  viewer.moveTo(nearest);
}
