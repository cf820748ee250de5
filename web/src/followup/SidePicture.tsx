import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Planes } from "../viewer/Planes";
import { usePointed, useViewState } from "../viewer/viewer";
import { heightOf, type Side } from "./link";
import type { Shown } from "./sides";
import { dayOf, type Scan } from "./timeline";

const LABELS = ["background", "lung", "groundGlass", "highOpacity"] as const;

interface SidePictureProps {
  name: "left" | "right";
  scan: Scan | undefined;
  shown: Shown;
  /** Links the pictures, or frees them. */
  onLink: () => void;
}

/** The axial plane of one of two scans. */
export function SidePicture({ name, scan, shown, onLink }: SidePictureProps) {
  const { t, i18n } = useTranslation();
  const { loaded, side } = shown;
  const { share, making, error } = loaded;
  const percent = Math.round(share * 100);
  const day = scan === undefined ? "" : dayOf(scan, i18n.language);

  function pressed(event: KeyboardEvent): void {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const on = side?.viewer.state.get().keys === true && event.target instanceof HTMLCanvasElement;
    if (plain && on && event.key.toLowerCase() === "l") {
      event.preventDefault();
      onLink();
    }
  }

  return (
    <section
      className="side"
      aria-label={`${t(`followup.beside.${name}`)}: ${day}`}
      data-testid={name}
      onKeyDown={pressed}
    >
      <h2>{day}</h2>
      {side === null ? (
        <div className="planes" />
      ) : (
        <Planes viewer={side.viewer} names={["axial"]} onCommand={() => undefined} />
      )}
      {side !== null && <Foot side={side} />}
      {error !== null && (
        <p role="alert" className="loading">
          {t("viewer.failed", { why: error })}
        </p>
      )}
      {error === null && share < 1 && (
        <p role="status" className="loading">
          {making ? t("viewer.making") : t("viewer.loading", { percent })}{" "}
          <progress value={making ? undefined : percent} max={100} aria-label={t("study.progress")} />
        </p>
      )}
    </section>
  );
}

/** What lies under the pointer, and how high in the lungs the slice is. */
function Foot({ side: { viewer, lung } }: { side: Side }) {
  const { t } = useTranslation();
  const state = useViewState(viewer);
  const position = usePointed(viewer).position ?? state.position;
  const index = viewer.grid.index(...position);
  const label = viewer.labels?.labels[index];
  const percent = lung === null ? null : Math.round(100 * heightOf(state.position[2], lung));
  return (
    <p className="foot">
      <span>
        <b>{viewer.scan.hu[index]}</b> HU
      </span>
      <span>{label === undefined ? "" : t(`viewer.label.${LABELS[label] ?? "background"}`)}</span>
      <span>
        {viewer.labels === null
          ? ""
          : percent === null
            ? t("followup.beside.noLung")
            : t("followup.beside.height", { percent })}
      </span>
      <span>
        W {state.window.width} L {state.window.level}
      </span>
    </p>
  );
}
