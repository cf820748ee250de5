import { Refusal } from "../study/result";
import { emptySpool, holdSpool } from "./dicom/spool";
import type { Counts, LeftOut, PreparedStudy, Source } from "./dicom/studies";
import type { Report, Task } from "./dicom/worker";
import type { Intake } from "./intake";
import { keepOriginals } from "./originals";
import { CutError, send, type Labels } from "./send";

export type Fault =
  { kind: "cut" | "nothing" | "broken" | "damaged" | "encrypted" } | { kind: "refused"; detail: string };

/** An upload as the page shows it. */
export interface Upload {
  id: string;
  name: string;
  state: "preparing" | "sending" | "sent" | "failed" | "cancelled";
  asIs: boolean;
  files: number;
  counts: Counts;
  leftOut: LeftOut[];
  removed: number[];
  /** Of all its studies together. */
  sentBytes: number;
  bytes: number;
  jobs: string[];
  fault?: Fault;
}

export interface Wishes extends Labels {
  keepDates: boolean;
}

interface Work {
  intake: Intake;
  wishes: Wishes;
  studies?: { study: PreparedStudy; key: string; job?: string }[];
  stop: AbortController;
}

const FRESH = { counts: { done: 0, leftOut: 0 }, leftOut: [], removed: [], sentBytes: 0, bytes: 0, jobs: [] };

/** The uploads of this tab, one after the other. */
export class Uploads {
  private uploads: readonly Upload[] = [];
  private readonly work = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();
  private turn: Promise<void> = Promise.resolve();
  private release: (() => void) | undefined;

  constructor() {
    void emptySpool().catch(() => undefined);
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly all = () => this.uploads;

  add(intakes: Intake[], wishes: Wishes): void {
    this.release ??= holdSpool();
    for (const intake of intakes) {
      const id = crypto.randomUUID();
      this.work.set(id, { intake, wishes, stop: new AbortController() });
      const { name, asIs } = intake;
      this.tell([
        ...this.uploads,
        { ...FRESH, id, name, asIs, state: asIs ? "sending" : "preparing", files: intake.sources.length },
      ]);
      this.enqueue(id);
    }
  }

  /** Sends again what has not arrived. */
  again(id: string): void {
    const work = this.work.get(id);
    if (work !== undefined) {
      work.stop = new AbortController();
      this.change(id, { state: work.studies === undefined && !work.intake.asIs ? "preparing" : "sending" }, true);
      this.enqueue(id);
    }
  }

  /** Sends a zip without images as it is, for the service to look. */
  asItIs(id: string): void {
    const work = this.work.get(id);
    if (work !== undefined) {
      work.intake = { ...work.intake, asIs: true };
      delete work.studies;
      this.change(id, { asIs: true });
      this.again(id);
    }
  }

  cancel(id: string): void {
    this.work.get(id)?.stop.abort();
    this.change(id, { state: "cancelled" });
  }

  dismiss(id: string): void {
    this.work.delete(id);
    this.tell(this.uploads.filter((upload) => upload.id !== id));
    if (this.work.size === 0) {
      this.release?.();
      this.release = undefined;
    }
  }

  private enqueue(id: string): void {
    this.turn = this.turn.then(() => this.run(id));
  }

  private async run(id: string): Promise<void> {
    const work = this.work.get(id);
    if (work === undefined || stopped(work)) {
      return;
    }
    try {
      work.studies ??= await this.prepared(id, work);
      await this.sendAll(id, work, work.studies);
      this.change(id, { state: "sent" });
    } catch (error) {
      if (!stopped(work)) {
        this.change(id, { state: "failed", fault: faultOf(error) });
      }
    }
  }

  private async prepared(id: string, work: Work): Promise<NonNullable<Work["studies"]>> {
    const { sources, asIs } = work.intake;
    if (asIs) {
      const study = { zip: sources[0]?.file ?? new Blob(), images: 1, originals: new Map<string, string>() };
      return [{ study, key: crypto.randomUUID() }];
    }
    const { studies, leftOut, removed } = await prepare(sources, work, (counts) => {
      this.change(id, { counts });
    });
    const done = studies.reduce((sum, study) => sum + study.images, 0);
    this.change(id, { leftOut, removed, counts: { done, leftOut: leftOut.length } });
    if (studies.length === 0) {
      throw new NothingError();
    }
    return studies.map((study) => ({ study, key: crypto.randomUUID() }));
  }

  private async sendAll(id: string, work: Work, studies: NonNullable<Work["studies"]>): Promise<void> {
    const bytes = studies.reduce((sum, { study }) => sum + study.zip.size, 0);
    this.change(id, { state: "sending", bytes });
    let before = 0;
    for (const each of studies) {
      each.job ??= await this.sendOne(id, work, each, before);
      before += each.study.zip.size;
      this.change(id, { sentBytes: before, jobs: studies.flatMap(({ job }) => job ?? []) });
    }
  }

  private async sendOne(
    id: string,
    { wishes, stop }: Work,
    { study, key }: { study: PreparedStudy; key: string },
    before: number,
  ): Promise<string> {
    const { reference, subject, batch } = wishes;
    const sent = (bytes: number) => {
      this.change(id, { sentBytes: before + bytes });
    };
    const job = await send(study.zip, { reference, subject, batch }, key, sent, stop.signal);
    if (study.originals.size > 0) {
      await keepOriginals(job.id, study.originals);
    }
    return job.id;
  }

  private change(id: string, changes: Partial<Upload>, clearFault = false): void {
    this.tell(
      this.uploads.map((upload) => {
        if (upload.id !== id) {
          return upload;
        }
        const { fault, ...rest } = upload;
        return { ...rest, ...(fault === undefined || clearFault ? {} : { fault }), ...changes };
      }),
    );
  }

  private tell(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    this.listeners.forEach((listener) => {
      listener();
    });
  }
}

/** Asked before and after waiting, with different answers. */
function stopped({ stop }: Work): boolean {
  return stop.signal.aborted;
}

class NothingError extends Error {}

/** The worker ended; the message is the name of its error. */
class WorkerError extends Error {}

function faultOf(error: unknown): Fault {
  if (error instanceof CutError) {
    return { kind: "cut" };
  }
  if (error instanceof Refusal) {
    return { kind: "refused", detail: error.message };
  }
  if (error instanceof WorkerError && (error.message === "damaged" || error.message === "encrypted")) {
    return { kind: error.message };
  }
  return { kind: error instanceof NothingError ? "nothing" : "broken" };
}

/** In a worker, so that the page answers meanwhile. */
function prepare(sources: Source[], { wishes, stop }: Work, tell: (counts: Counts) => void) {
  const worker = new Worker(new URL("./dicom/worker.ts", import.meta.url), { type: "module" });
  return new Promise<Extract<Report, { prepared: unknown }>["prepared"]>((done, failed) => {
    stop.signal.addEventListener("abort", () => {
      failed(new DOMException("", "AbortError"));
    });
    worker.onerror = () => {
      failed(new WorkerError());
    };
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if ("counts" in data) {
        tell(data.counts);
      } else if ("prepared" in data) {
        done(data.prepared);
      } else {
        failed(new WorkerError(data.failed));
      }
    };
    worker.postMessage({ sources, keepDates: wishes.keepDates } satisfies Task);
  }).finally(() => {
    worker.terminate();
  });
}
