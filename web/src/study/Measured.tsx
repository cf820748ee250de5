import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Review } from "../correct/Review";
import { SavePanel } from "../correct/SavePanel";
import { useSession, type Session } from "../correct/session";
import { ToolPanel } from "../correct/ToolPanel";
import type { Command } from "../viewer/keys";
import { Overlay } from "../viewer/Overlay";
import type { Viewer } from "../viewer/viewer";
import { Details } from "./Details";
import { Flags } from "./Flags";
import { Help } from "./Help";
import { goTo, LesionList } from "./LesionList";
import { Numbers } from "./Numbers";
import { Pictures } from "./Pictures";
import { useResult, type Job, type Result } from "./result";
import { newest, shown, useRevisions, type Revision } from "./revisions";
import { useVolumes } from "./volumes";

/** A measured study: to look at, to correct, to accept. */
export function Measured({ job }: { job: Job }) {
  const { t } = useTranslation();
  const revisions = useRevisions(job.id);
  const known = revisions.data ?? [];
  const [held, hold] = useState<Revision | null>(null);
  const current = held ?? shown(known);
  const ready = revisions.data !== undefined;
  const { data: result, error } = useResult(job.id, current.revision, ready);
  const { data: before } = useResult(job.id, current.base ?? 0, ready && current.revision > 0);
  const loaded = useVolumes(job.id, ready ? current.revision : null);
  const { viewer, labels } = loaded;
  const session = useSession(job.id, current, viewer, labels, hold);
  const [chosen, setChosen] = useState<number | null>(null);
  const [help, setHelp] = useState(false);

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
    } else {
      session.obey(asked);
    }
  };
  const failure = revisions.error ?? error;
  return (
    <main id="main" tabIndex={-1} className="study">
      <div className="strip">
        <Review
          job={job.id}
          revisions={known}
          current={current}
          result={result}
          before={before}
          viewer={viewer}
          labels={labels}
          session={session}
        />
        {result !== undefined && <Flags quality={result.quality} />}
      </div>
      {/* it scrolls, by keys too, while nothing in it takes the focus */}
      <aside className="panel" tabIndex={0} aria-labelledby="studyName">
        <h1 id="studyName">{job.reference ?? t("study.title", { id: job.id.slice(0, 8) })}</h1>
        {failure !== null && <p role="alert">{failure.message}</p>}
        {result !== undefined && (
          <Panel
            result={result}
            viewer={viewer}
            session={session}
            next={newest(known).revision + 1}
            chosen={chosen}
            choose={choose}
          />
        )}
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
  session: Session;
  /** The number that a saved correction will have. */
  next: number;
  chosen: number | null;
  choose: (n: number) => void;
}

function Panel({ result, viewer, session, next, chosen, choose }: PanelProps) {
  const { correction } = session;
  if (correction !== null && viewer !== null) {
    return (
      <>
        <ToolPanel correction={correction} viewer={viewer} />
        <SavePanel correction={correction} session={session} next={next} />
        <Overlay viewer={viewer} />
      </>
    );
  }
  return (
    <>
      <Numbers result={result} />
      {viewer !== null && <Overlay viewer={viewer} />}
      <LesionList lesions={result.lesions} viewer={viewer} chosen={chosen} onChoose={choose} />
      <Details result={result} />
    </>
  );
}
