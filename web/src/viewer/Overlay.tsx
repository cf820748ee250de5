import { useTranslation } from "react-i18next";
import { useViewState, type Viewer, type ViewState } from "./viewer";

const NAMES = ["lung", "groundGlass", "highOpacity"] as const;

/** What is drawn over the scan: everything or nothing, each label, how strong the fill is. */
export function Overlay({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const { overlay, shown, fill } = useViewState(viewer);
  const toggle = (label: number) => {
    viewer.state.set({ shown: shown.map((on, n) => (n === label ? !on : on)) as unknown as ViewState["shown"] });
  };
  return (
    <fieldset className="overlay">
      <legend>{t("viewer.overlay")}</legend>
      <label>
        <input
          type="checkbox"
          checked={overlay}
          onChange={() => {
            viewer.state.set({ overlay: !overlay });
          }}
        />{" "}
        {t("viewer.outlines")}
      </label>
      {NAMES.map((name, n) => (
        <label key={name} className="swatch" data-label={name}>
          <input
            type="checkbox"
            checked={shown[n] === true}
            disabled={!overlay}
            onChange={() => {
              toggle(n);
            }}
          />{" "}
          {t(`study.${name}`)}
        </label>
      ))}
      <label>
        {t("viewer.fill")}{" "}
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(fill * 100)}
          disabled={!overlay}
          onChange={(event) => {
            viewer.state.set({ fill: Number(event.target.value) / 100 });
          }}
        />
      </label>
    </fieldset>
  );
}
