import { fileSpool } from "./spool";
import { Studies, type Counts, type Prepared, type Source } from "./studies";

export interface Task {
  sources: Source[];
  keepDates: boolean;
}

export type Report = { counts: Counts } | { prepared: Prepared } | { failed: string };

const tell = (report: Report) => {
  (globalThis as unknown as DedicatedWorkerGlobalScope).postMessage(report);
};

addEventListener("message", (event: MessageEvent<Task>) => {
  prepare(event.data).catch((error: unknown) => {
    tell({ failed: error instanceof Error ? error.name : "Error" });
  });
});

async function prepare({ sources, keepDates }: Task): Promise<void> {
  const studies = new Studies({ keepDates }, fileSpool, (counts) => {
    tell({ counts });
  });
  for (const source of sources) {
    await studies.add(source);
  }
  tell({ prepared: await studies.finish() });
}
