import { useTranslation } from "react-i18next";
import { usePointed, useViewState, type Viewer } from "./viewer";

const LABELS = ["background", "lung", "groundGlass", "highOpacity"] as const;

/** The bar at the foot: what lies under the pointer, or else at the crosshair. */
export function Readout({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const state = useViewState(viewer);
  const position = usePointed(viewer).position ?? state.position;
  const index = viewer.grid.index(...position);
  const label = viewer.labels?.labels[index];
  const [x, y, z] = viewer.grid.toMm(position).map((mm) => mm.toFixed(1));
  return (
    <footer className="readout" data-testid="readout">
      <span>
        <b>{viewer.scan.hu[index]}</b> HU
      </span>
      <span>{label === undefined ? "" : t(`viewer.label.${LABELS[label] ?? "background"}`)}</span>
      <span title={t("viewer.mmHint")}>
        L {x} · P {y} · H {z} mm
      </span>
      <span>{t("viewer.slice", { slice: position[2] + 1, of: viewer.grid.size[2] })}</span>
      <span>
        W {state.window.width} L {state.window.level}
      </span>
      <label>
        <input
          type="checkbox"
          checked={state.keys}
          onChange={() => {
            viewer.state.set({ keys: !state.keys });
          }}
        />{" "}
        {t("viewer.keys")}
      </label>
    </footer>
  );
}
