import type { QueryClient } from "@tanstack/react-query";
import type { Job } from "./client";

type Listener = (change: { job: Job } | { deleted: string } | "missed") => void;

const listeners = new Set<Listener>();
let stream: EventSource | undefined;

/** Hears of every job of the owner. All parts of the page share one stream, which ends when nobody listens. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  stream ??= opened();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      stream?.close();
      stream = undefined;
    }
  };
}

function opened(): EventSource {
  const events = new EventSource("/v1/events");
  const tell = (change: Parameters<Listener>[0]) => {
    listeners.forEach((listener) => {
      listener(change);
    });
  };
  for (const name of ["progress", "finished"]) {
    events.addEventListener(name, ({ data }: MessageEvent<string>) => {
      tell({ job: JSON.parse(data) as Job });
    });
  }
  events.addEventListener("deleted", ({ data }: MessageEvent<string>) => {
    tell({ deleted: (JSON.parse(data) as { id: string }).id });
  });
  events.addEventListener("missed", () => {
    tell("missed");
  });
  return events;
}

interface Pages {
  pages: { items: Job[] }[];
}

/** Keeps the lists of jobs that the page has fetched as fresh as the events tell. */
export function keepFresh(queries: QueryClient): () => void {
  return listen((change) => {
    if (change === "missed") {
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      return;
    }
    const id = "job" in change ? change.job.id : change.deleted;
    const holds = (list: Pages | undefined) =>
      list?.pages.some((page) => page.items.some((job) => job.id === id)) === true;
    const known = queries.getQueriesData<Pages>({ queryKey: ["jobs"] }).some(([, list]) => holds(list));
    queries.setQueriesData<Pages>({ queryKey: ["jobs"] }, (list) => {
      if (list === undefined || !holds(list)) {
        return list;
      }
      return { ...list, pages: list.pages.map((page) => ({ ...page, items: changed(page.items, id, change) })) };
    });
    if (!known || ("job" in change && change.job.finishedAt !== undefined)) {
      void queries.invalidateQueries({ queryKey: ["jobs"] });
    }
  });
}

function changed(jobs: Job[], id: string, change: { job: Job } | { deleted: string }): Job[] {
  return "job" in change
    ? jobs.map((job) => (job.id === id ? { ...job, ...change.job } : job))
    : jobs.filter((job) => job.id !== id);
}
