import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { decimal, ml } from "../study/figures";
import type { Result } from "../study/result";
import { accept, newest, waiting, type Revision } from "../study/revisions";
import { loadLabels } from "../study/volumes";
import type { Viewer } from "../viewer/viewer";
import type { LabelFile } from "../viewer/volume";
import { agreement, type Agreement } from "./agreement";
import { useAuthor } from "./author";
import type { Session } from "./session";

interface ReviewProps {
  job: string;
  revisions: readonly Revision[];
  /** The revision whose outlines and numbers the page shows. */
  current: Revision;
  result: Result | undefined;
  before: Result | undefined;
  viewer: Viewer | null;
  labels: LabelFile | null;
  session: Session;
}

/** The strip's state: what is measured, saved, accepted or in conflict, and what can be done about it. */
export function Review(props: ReviewProps) {
  const { job, revisions, current, viewer, labels, session } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [author, setAuthor] = useAuthor();
  const [asked, setAsked] = useState(false);
  const [compared, setCompared] = useState<{ to: number; found: Agreement[] } | null>(null);
  const latest = newest(revisions);
  const decide = useMutation({
    mutationFn: ({ revision, by }: { revision: number; by?: string }) => accept(job, revision, by),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["revisions", job] }),
        queries.invalidateQueries({ queryKey: ["result", job] }),
      ]),
  });
  const acceptNow = () => {
    if (author.trim() === "") {
      setAsked(true); // a named person accepts
    } else {
      decide.mutate({ revision: current.revision, by: author.trim() });
      setAsked(false);
    }
  };
  const compare = (to: number) => {
    if (viewer === null || labels === null) {
      return;
    }
    if (compared !== null) {
      viewer.compareWith(null);
      setCompared(null);
      return;
    }
    const own = (session.correction?.base ?? labels).labels;
    loadLabels(job, to, new AbortController().signal).then(
      ({ labels: other }) => {
        viewer.compareWith(other);
        setCompared({ to, found: agreement(other, own) });
      },
      () => {
        setCompared({ to, found: [] }); // not measured yet
      },
    );
  };
  const failed = revisions.at(-1)?.status === "FAILED" ? revisions.at(-1) : undefined;
  const conflict = session.state.kind === "conflict";
  const other = conflict ? latest.revision : (current.base ?? 0);
  return (
    <div className="review">
      <State {...props} latest={latest} />
      {failed !== undefined && (
        <span role="alert">{t("correct.failed", { revision: failed.revision, why: failed.error?.detail ?? "" })}</span>
      )}
      {session.left && (
        <button type="button" onClick={session.start}>
          {t("correct.continue")}
        </button>
      )}
      {asked && (
        <input
          autoFocus
          maxLength={128}
          autoComplete="name"
          aria-label={t("correct.author")}
          placeholder={t("correct.author")}
          value={author}
          onChange={(event) => {
            setAuthor(event.target.value);
          }}
        />
      )}
      {session.correction === null && !waiting(latest) && !signed(current) && (
        <button type="button" disabled={decide.isPending} onClick={acceptNow}>
          {t("correct.accept")}
        </button>
      )}
      {session.correction === null && !waiting(latest) && (
        <button type="button" disabled={labels === null || viewer === null} onClick={session.start}>
          {t("correct.correct")}
        </button>
      )}
      {signed(current) && (
        <button
          type="button"
          disabled={decide.isPending}
          onClick={() => {
            decide.mutate({ revision: 0 });
          }}
        >
          {t("correct.undoAcceptance")}
        </button>
      )}
      {(current.revision > 0 || conflict) && (
        <button
          type="button"
          aria-pressed={compared !== null}
          onClick={() => {
            compare(other);
          }}
        >
          {t("correct.compare")}
        </button>
      )}
      {conflict && (
        <button
          type="button"
          onClick={() => {
            session.save(author, "");
          }}
        >
          {t("correct.saveAs", { next: latest.revision + 1 })}
        </button>
      )}
      {decide.error !== null && <span role="alert">{decide.error.message}</span>}
      {compared !== null && <Table {...compared} voxelMl={viewer?.grid.voxelMl ?? 0} />}
    </div>
  );
}

/** Whether a person has accepted it; the automatic result counts from the start, without anybody's name. */
function signed({ revision, accepted, acceptedBy }: Revision): boolean {
  return accepted === true && (revision > 0 || acceptedBy !== undefined);
}

function State({ current, result, before, session, latest }: ReviewProps & { latest: Revision }) {
  const { t, i18n } = useTranslation();
  const { revision, acceptedBy, acceptedAt, author } = current;
  const changed = useChanged(session);
  const [icon, words] =
    session.state.kind === "conflict"
      ? ["⚠", t("correct.conflict", { revision: latest.revision })]
      : session.correction !== null || session.left
        ? ["✎", t(changed ? "correct.unsaved" : "correct.begun")]
        : waiting(latest)
          ? ["…", t("correct.queued", { revision: latest.revision })]
          : signed(current)
            ? [
                "✓",
                t("correct.accepted", {
                  name: acceptedBy ?? author ?? "",
                  date: dateOf(acceptedAt, i18n.language),
                  revision,
                }),
              ]
            : revision > 0
              ? [
                  "●",
                  t("correct.measured", {
                    revision,
                    before: before === undefined ? "?" : decimal(before.volumesMl.pneumonia, i18n.language),
                    now: result === undefined ? "?" : ml(result.volumesMl.pneumonia, i18n.language),
                  }),
                ]
              : ["◯", t("study.measured")];
  return (
    <strong role="status">
      <span aria-hidden="true">{icon} </span>
      {words}
    </strong>
  );
}

/** Whether there is something to save: steps of the open correction, or what an earlier tab left. */
function useChanged({ correction, left }: Session): boolean {
  const progress = correction?.progress;
  return useSyncExternalStore(
    (listener) => progress?.subscribe(listener) ?? (() => undefined),
    () => (progress === undefined ? left : progress.get().done > 0),
  );
}

function dateOf(time: string | undefined, language: string): string {
  return time === undefined ? "" : new Date(time).toLocaleDateString(language);
}

function Table({ to, found, voxelMl }: { to: number; found: Agreement[]; voxelMl: number }) {
  const { t, i18n } = useTranslation();
  const names = ["opacity", "lung", "groundGlass", "highOpacity"];
  return (
    <div className="compared">
      <table>
        <caption>{t("correct.comparedTo", { revision: to })}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Dice</th>
            <th scope="col">mL ({to})</th>
            <th scope="col">mL</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ label, dice, voxels }) => (
            <tr key={label}>
              <th scope="row">{t(`study.${names[label] ?? ""}`)}</th>
              <td>{dice.toFixed(3)}</td>
              <td>{decimal(voxels[0] * voxelMl, i18n.language)}</td>
              <td>{decimal(voxels[1] * voxelMl, i18n.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
