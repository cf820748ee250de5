import { useEffect, useMemo, useRef } from "react";
import { useRevisions } from "../study/revisions";
import { useVolumes, type Loaded } from "../study/volumes";
import { follow, lungHeight, type Side } from "./link";

/** A scan of the pair, and how far it has loaded. */
export interface Shown {
  readonly loaded: Loaded;
  readonly side: Side | null;
}

/** A scan with the outlines that count: those that the figures of the follow-up are from. */
export function useSide(job: string): Shown {
  const { data: revisions } = useRevisions(job);
  const counting = revisions?.find(({ accepted }) => accepted === true)?.revision ?? 0;
  const loaded = useVolumes(job, revisions === undefined ? null : counting);
  const { viewer, labels } = loaded;
  const lung = useMemo(() => (labels === null ? null : lungHeight(labels)), [labels]);
  const side = useMemo(() => (viewer === null ? null : { viewer, lung }), [viewer, lung]);
  return { loaded, side };
}

/** Links two scans. The one that was there before leads; of two new ones the later, which opens at its worst slice. */
export function useLink(left: Side | null, right: Side | null, linked: boolean): void {
  const before = useRef<Side | null>(null);
  useEffect(() => {
    if (left === null || right === null) {
      return undefined;
    }
    const leftLeads = before.current?.viewer === left.viewer && before.current.lung !== null;
    const pair = leftLeads ? ([left, right] as const) : ([right, left] as const);
    before.current = pair[0];
    return follow(pair, linked);
  }, [left, right, linked]);
}
