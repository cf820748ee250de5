import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Refusal } from "../study/result";
import { newest, sendRevision, useRevisions, type Revision } from "../study/revisions";
import { loadLabels } from "../study/volumes";
import type { Command } from "../viewer/keys";
import type { Viewer } from "../viewer/viewer";
import type { LabelFile } from "../viewer/volume";
import { zippedLabels } from "../viewer/write";
import { Correction } from "./correction";
import { Draft } from "./draft";

export type SaveState =
  | { readonly kind: "unsaved" | "saving" | "conflict" }
  | { readonly kind: "failed"; readonly why: string; readonly lost: boolean };

/** Correcting one revision: started by the reader, ended by saving or discarding. */
export interface Session {
  readonly correction: Correction | null;
  readonly state: SaveState;
  /** An earlier tab left an unsaved correction of this revision. */
  readonly left: boolean;
  readonly start: () => void;
  readonly discard: () => void;
  readonly save: (author: string, comment: string) => void;
  readonly obey: (command: Command) => void;
}

const UNSAVED: SaveState = { kind: "unsaved" };

/** `hold` keeps the page on the revision that is being corrected, whatever others save meanwhile. */
export function useSession(
  job: string,
  revision: Revision,
  viewer: Viewer | null,
  labels: LabelFile | null,
  hold: (revision: Revision | null) => void,
): Session {
  const queries = useQueryClient();
  const revisions = useRevisions(job);
  const [correction, setCorrection] = useState<Correction | null>(null);
  const [state, setState] = useState<SaveState>(UNSAVED);
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    let here = true;
    void Draft.left(job).then((found) => {
      if (here) {
        setLeft(found);
      }
    });
    return () => {
      here = false;
    };
  }, [job, revision.revision]);

  useEffect(() => {
    if (correction === null || viewer === null) {
      return undefined;
    }
    viewer.give(correction);
    viewer.showLabels(correction.base);
    viewer.state.set({ drag: "brush", overlay: true });
    viewer.changed();
    return () => {
      viewer.give(null);
      viewer.showLabels(labels);
      viewer.state.set({ drag: "window" });
      correction.close();
    };
  }, [correction, viewer, labels]);

  const start = () => {
    if (viewer === null || labels === null || correction !== null) {
      return;
    }
    void begin(
      job,
      left ?? revision.revision,
      viewer,
      left === null || left === revision.revision ? labels : null,
    ).then(
      (begun) => {
        setState(UNSAVED);
        setCorrection(begun);
        hold(revision);
      },
      (error: unknown) => {
        setState({ kind: "failed", why: reason(error), lost: false });
      },
    );
  };

  const finish = () => {
    setCorrection(null);
    hold(null);
    setLeft(null);
    setState(UNSAVED);
  };

  const save = (author: string, comment: string) => {
    if (correction === null) {
      return;
    }
    // after a conflict the reader asked for the next number: the newest revision becomes the base
    const base = state.kind === "conflict" ? newest(revisions.data ?? []).revision : correction.revision;
    setState({ kind: "saving" });
    void send(job, base, correction, author, comment).then(
      async () => {
        await correction.saved();
        await queries.invalidateQueries({ queryKey: ["revisions", job] });
        finish();
      },
      async (error: unknown) => {
        if (error instanceof Refusal && error.code === "REVISION_CONFLICT") {
          await correction.keepSaving(undefined);
          await queries.invalidateQueries({ queryKey: ["revisions", job] });
          setState({ kind: "conflict" });
        } else {
          setState({ kind: "failed", why: reason(error), lost: !(error instanceof Refusal) });
        }
      },
    );
  };

  return {
    correction,
    state,
    left: left !== null && correction === null,
    start,
    discard: () => void correction?.discard().then(finish),
    save,
    obey: (command) => {
      if (correction !== null && viewer !== null) {
        obey(command, correction, viewer);
      } else if (command === "brush" || command === "eraser") {
        start();
      }
    },
  };
}

/** Begins to correct a revision, or goes on with what an earlier tab kept, whose labels may not be the ones that are shown. */
async function begin(job: string, revision: number, viewer: Viewer, known: LabelFile | null): Promise<Correction> {
  const load = (number: number) => loadLabels(job, number, new AbortController().signal);
  const labels = known ?? (await load(revision));
  const lungs = revision === 0 ? labels.labels.slice() : (await load(0)).labels;
  const draft = await Draft.open(job, revision).catch(() => null); // a private window keeps nothing; the page says so
  const correction = new Correction(revision, viewer, labels, lungs, draft);
  if (!(await correction.restore())) {
    await correction.discard();
  }
  return correction;
}

async function send(job: string, base: number, correction: Correction, author: string, comment: string): Promise<void> {
  const key = correction.saving ?? crypto.randomUUID();
  await correction.keepSaving(key);
  const labels = await zippedLabels(correction.base.head, correction.base.labels);
  await sendRevision(job, { base, author, comment, key, labels });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : "";
}

function obey(command: Command, correction: Correction, viewer: Viewer): void {
  const { label, limit } = correction.tools.get();
  switch (command) {
    case "brush":
    case "eraser":
      correction.tools.set({ erase: command === "eraser" });
      viewer.state.set({ drag: "brush" });
      break;
    case "leave":
      viewer.state.set({ drag: "window" });
      break;
    case "smaller":
    case "larger":
      correction.resize(command === "larger" ? 1 : -1);
      viewer.state.set({ drag: "brush" });
      break;
    case "labelBefore":
    case "labelAfter":
      correction.tools.set({ label: (label + (command === "labelAfter" ? 1 : 3)) % 4, erase: false });
      break;
    case "limit":
      correction.tools.set({ limit: !limit });
      break;
    case "fillBetween":
      correction.fill();
      break;
    case "undo":
      correction.undo();
      break;
    case "redo":
      correction.redo();
      break;
    default:
  }
}
