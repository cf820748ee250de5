import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command } from "../viewer/keys";
import { Overlay } from "../viewer/Overlay";
import { Planes } from "../viewer/Planes";
import { Rail } from "../viewer/Rail";
import { Readout } from "../viewer/Readout";
import type { Viewer } from "../viewer/viewer";
import { Details } from "./Details";
import { Flags } from "./Flags";
import { Help } from "./Help";
import { goTo, LesionList } from "./LesionList";
import { Numbers } from "./Numbers";
import { useResult, type Job, type Result } from "./result";
import { useVolumes, type Loaded } from "./volumes";

/** A measured study, to look at. */
export function Measured({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { data: result, error } = useResult(job.id, 0, true);
  const loaded = useVolumes(job.id, 0);
  const [chosen, setChosen] = useState<number | null>(null);
  const [help, setHelp] = useState(false);
  const { viewer } = loaded;

  const choose = (n: number) => {
    const largest = result?.lesions?.largest ?? [];
    const lesion = largest[(n + largest.length) % largest.length];
    if (viewer !== null && lesion !== undefined) {
      setChosen((n + largest.length) % largest.length);
      goTo(viewer, lesion);
    }
  };
  const command = (asked: Command) => {
    if (asked === "nextLesion" || asked === "previousLesion") {
      choose(chosen === null ? 0 : chosen + (asked === "nextLesion" ? 1 : -1));
    } else if (asked === "help") {
      setHelp(true);
    }
  };
  return (
    <main className="study">
      <div className="strip">
        <strong>
          <span aria-hidden="true">◯ </span>
          {t("study.measured")}
        </strong>
        {result !== undefined && <Flags quality={result.quality} />}
      </div>
      <aside className="panel">
        <h1>{job.reference ?? t("study.title", { id: job.id.slice(0, 8) })}</h1>
        {error !== null && <p role="alert">{error.message}</p>}
        {result !== undefined && <Panel result={result} viewer={viewer} chosen={chosen} choose={choose} />}
      </aside>
      <Pictures loaded={loaded} onCommand={command} />
      {help && (
        <Help
          onClose={() => {
            setHelp(false);
          }}
        />
      )}
    </main>
  );
}

interface PanelProps {
  result: Result;
  viewer: Viewer | null;
  chosen: number | null;
  choose: (n: number) => void;
}

function Panel({ result, viewer, chosen, choose }: PanelProps) {
  return (
    <>
      <Numbers result={result} />
      {viewer !== null && <Overlay viewer={viewer} />}
      <LesionList lesions={result.lesions} viewer={viewer} chosen={chosen} onChoose={choose} />
      <Details result={result} />
    </>
  );
}

function Pictures({ loaded, onCommand }: { loaded: Loaded; onCommand: (command: Command) => void }) {
  const { t } = useTranslation();
  const { viewer, share, making, error } = loaded;
  const percent = Math.round(share * 100);
  return (
    <>
      {viewer === null ? <div className="planes" /> : <Rail viewer={viewer} />}
      {viewer !== null && <Planes viewer={viewer} onCommand={onCommand} />}
      {viewer !== null && <Readout viewer={viewer} />}
      {error !== null && (
        <p role="alert" className="loading">
          {t("viewer.failed", { why: error })}
        </p>
      )}
      {error === null && share < 1 && (
        <p role="status" className="loading">
          {making ? t("viewer.making") : t("viewer.loading", { percent })}{" "}
          <progress value={making ? undefined : percent} max={100} />
        </p>
      )}
    </>
  );
}
