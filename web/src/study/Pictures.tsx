import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command } from "../viewer/keys";
import { Planes } from "../viewer/Planes";
import { Rail } from "../viewer/Rail";
import { Readout } from "../viewer/Readout";
import type { useVolumes } from "./volumes";

/** Few look in three dimensions: its code is loaded when they do. */
const Surface = lazy(() => import("../surface/Surface"));

/** The planes with their rail and foot, and how far they have loaded. */
export function Pictures({ loaded, onCommand }: PicturesProps) {
  const { t } = useTranslation();
  const { viewer, share, making, long, error, again } = loaded;
  const [solid, setSolid] = useState(false);
  const percent = Math.round(share * 100);
  return (
    <>
      {viewer === null ? (
        <div className="planes" />
      ) : (
        <Rail
          viewer={viewer}
          onSurface={() => {
            setSolid(true);
          }}
        />
      )}
      {viewer !== null && <Planes viewer={viewer} onCommand={onCommand} />}
      {viewer !== null && <Readout viewer={viewer} />}
      {solid && viewer?.labels && (
        <Suspense>
          <Surface
            labels={viewer.labels}
            onClose={() => {
              setSolid(false);
            }}
          />
        </Suspense>
      )}
      {error !== null && (
        <p role="alert" className="loading">
          {t("viewer.failed", { why: error })}{" "}
          <button type="button" onClick={again}>
            {t("viewer.again")}
          </button>
        </p>
      )}
      {error === null && share < 1 && (
        <p role="status" className="loading">
          {making ? t(long ? "viewer.makingLong" : "viewer.making") : t("viewer.loading", { percent })}{" "}
          <progress value={making ? undefined : percent} max={100} aria-label={t("study.progress")} />
          {long && (
            <button type="button" onClick={again}>
              {t("viewer.again")}
            </button>
          )}
        </p>
      )}
    </>
  );
}

interface PicturesProps {
  loaded: ReturnType<typeof useVolumes>;
  onCommand: (command: Command) => void;
}
