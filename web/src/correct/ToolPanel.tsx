import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useViewState, type Viewer } from "../viewer/viewer";
import type { Correction } from "./correction";
import type { Tools } from "./tools";
import "./correct.css";

const LABELS = ["background", "lung", "groundGlass", "highOpacity"] as const;

/** The tools of a correction; they take the place of the list of lesions. */
export function ToolPanel({ correction, viewer }: { correction: Correction; viewer: Viewer }) {
  const { t } = useTranslation();
  const tools = useSyncExternalStore(correction.tools.subscribe, correction.tools.get);
  const { drag } = useViewState(viewer);
  const brush = (erase: boolean) => {
    correction.tools.set({ erase });
    viewer.state.set({ drag: "brush" });
  };
  return (
    <section className="tools" aria-label={t("correct.tools")}>
      <div className="buttons">
        <button
          type="button"
          aria-pressed={drag === "brush" && !tools.erase}
          onClick={() => {
            brush(false);
          }}
        >
          {t("correct.brush")}
        </button>
        <button
          type="button"
          aria-pressed={drag === "brush" && tools.erase}
          onClick={() => {
            brush(true);
          }}
        >
          {t("correct.eraser")}
        </button>
        <label>
          <input
            type="checkbox"
            checked={tools.ball}
            onChange={() => {
              correction.tools.set({ ball: !tools.ball });
            }}
          />{" "}
          {t("correct.ball")}
        </label>
      </div>
      <fieldset>
        <legend>{t("correct.label")}</legend>
        {LABELS.map((name, label) => (
          <label key={name} className={label > 0 ? "swatch" : ""} data-label={name}>
            <input
              type="radio"
              name="label"
              checked={tools.label === label}
              onChange={() => {
                correction.tools.set({ label, erase: false });
              }}
            />{" "}
            {t(label === 0 ? "correct.outside" : `viewer.label.${name}`)}
          </label>
        ))}
      </fieldset>
      <label className="wide">
        {t("correct.size", { mm: tools.sizeMm })}
        <input
          type="range"
          min={1}
          max={60}
          value={tools.sizeMm}
          onChange={(event) => {
            correction.tools.set({ sizeMm: Number(event.target.value) });
          }}
        />
      </label>
      <label className="wide">
        {t("correct.only")}
        <select
          value={tools.only ?? ""}
          onChange={(event) => {
            correction.tools.set({ only: onlyOf(event.target.value) });
          }}
        >
          <option value="">{t("correct.any")}</option>
          <option value="lungs">{t("correct.lungs")}</option>
          {LABELS.map((name, label) => (
            <option key={name} value={label}>
              {t(`viewer.label.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <Limits correction={correction} />
      <Actions correction={correction} />
    </section>
  );
}

function Limits({ correction }: { correction: Correction }) {
  const { t } = useTranslation();
  const { limit, fromHu, toHu } = useSyncExternalStore(correction.tools.subscribe, correction.tools.get);
  return (
    <div className="limits">
      <label>
        <input
          type="checkbox"
          checked={limit}
          onChange={() => {
            correction.tools.set({ limit: !limit });
          }}
        />{" "}
        {t("correct.limit")}
      </label>
      <input
        type="number"
        aria-label={t("correct.fromHu")}
        step={25}
        value={fromHu}
        onChange={(event) => {
          correction.tools.set({ fromHu: event.target.valueAsNumber || 0 });
        }}
      />
      <input
        type="number"
        aria-label={t("correct.toHu")}
        step={25}
        value={toHu}
        onChange={(event) => {
          correction.tools.set({ toHu: event.target.valueAsNumber || 0 });
        }}
      />
      HU
    </div>
  );
}

function Actions({ correction }: { correction: Correction }) {
  const { t } = useTranslation();
  const { done, steps, painted } = useSyncExternalStore(correction.progress.subscribe, correction.progress.get);
  const [a, b] = painted;
  return (
    <div className="buttons actions">
      <button
        type="button"
        disabled={b === undefined}
        onClick={() => {
          correction.fill();
        }}
      >
        {b === undefined ? t("correct.fill") : t("correct.fillBetween", { a: (a ?? 0) + 1, b: b + 1 })}
      </button>
      <button
        type="button"
        onClick={() => {
          correction.grow();
        }}
        title={t("correct.growHint")}
      >
        {t("correct.grow")}
      </button>
      <button
        type="button"
        onClick={() => {
          correction.island(false);
        }}
        title={t("correct.crosshair")}
      >
        {t("correct.relabel")}
      </button>
      <button
        type="button"
        onClick={() => {
          correction.island(true);
        }}
        title={t("correct.crosshair")}
      >
        {t("correct.remove")}
      </button>
      <button
        type="button"
        disabled={done === 0}
        onClick={() => {
          correction.undo();
        }}
      >
        {t("correct.undo")}
      </button>
      <button
        type="button"
        disabled={done === steps}
        onClick={() => {
          correction.redo();
        }}
      >
        {t("correct.redo")}
      </button>
    </div>
  );
}

function onlyOf(value: string): Tools["only"] {
  return value === "" ? null : value === "lungs" ? value : Number(value);
}
