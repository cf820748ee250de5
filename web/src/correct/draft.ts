import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Runs } from "./edits";

interface Book extends DBSchema {
  steps: { key: [string, number]; value: Runs };
  drafts: { key: string; value: Kept };
}

/** What is kept of an unsaved correction beside its steps. */
export interface Kept {
  readonly done: number;
  readonly length: number;
  /** The key of an unfinished save, so that sending it again makes no second revision. */
  readonly saving?: string | undefined;
}

const SLOTS = 8;

/**
 * The unsaved correction of one revision, kept in this browser step by step, so that a closed or killed tab loses no stroke that was
 * finished. Two tabs on one revision have drafts of their own: each holds a lock that ends with its tab.
 */
export class Draft {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly book: IDBPDatabase<Book>,
    private readonly name: string,
    private readonly release: () => void,
  ) {}

  /** Takes a draft that nobody has open, one with steps before an empty one. */
  static async open(job: string, base: number): Promise<Draft> {
    const book = await opened();
    const used = await book.getAllKeys("drafts", IDBKeyRange.bound(`${job}/${base}/`, `${job}/${base}/\uffff`));
    const names = Array.from({ length: SLOTS }, (_, slot) => `${job}/${base}/${slot}`);
    for (const name of new Set([...used, ...names])) {
      const release = await locked(name);
      if (release !== null) {
        return new Draft(book, name, release);
      }
    }
    book.close();
    throw new Error("Too many tabs correct this study.");
  }

  /** The newest revision of which a tab that is gone left an unsaved correction; null without any. */
  static async left(job: string): Promise<number | null> {
    const book = await opened();
    const keys = await book.getAllKeys("drafts", IDBKeyRange.bound(`${job}/`, `${job}/\uffff`));
    book.close();
    const { held = [] } = await navigator.locks.query();
    const open = new Set(held.map(({ name }) => name));
    const bases = keys.filter((name) => !open.has(lockOf(name))).map((name) => Number(name.split("/")[1]));
    return bases.length === 0 ? null : Math.max(...bases);
  }

  async read(): Promise<{ kept: Kept; steps: Runs[] } | null> {
    const kept = await this.book.get("drafts", this.name);
    if (kept === undefined) {
      return null;
    }
    const all = IDBKeyRange.bound([this.name, 0], [this.name, kept.length - 1]);
    return { kept, steps: kept.length === 0 ? [] : await this.book.getAll("steps", all) };
  }

  /** Keeps where the history stands, and the step that was added, if any. Writes happen in order. */
  keep(kept: Kept, added?: Runs): Promise<void> {
    return this.inOrder(async () => {
      const change = this.book.transaction(["steps", "drafts"], "readwrite");
      if (added !== undefined) {
        void change.objectStore("steps").put(added, [this.name, kept.length - 1]);
      }
      void change.objectStore("drafts").put(kept, this.name);
      await change.done;
    });
  }

  clear(): Promise<void> {
    return this.inOrder(async () => {
      const change = this.book.transaction(["steps", "drafts"], "readwrite");
      void change.objectStore("steps").delete(IDBKeyRange.bound([this.name, 0], [this.name, Infinity]));
      void change.objectStore("drafts").delete(this.name);
      await change.done;
    });
  }

  close(): void {
    void this.last.finally(() => {
      this.release();
      this.book.close();
    });
  }

  private inOrder(work: () => Promise<void>): Promise<void> {
    const next = this.last.catch(() => undefined).then(work);
    this.last = next.catch(() => undefined);
    return next;
  }
}

function lockOf(name: string): string {
  return `lungburden-correction ${name}`;
}

/** Takes a lock that no other tab has; null when one has it. */
function locked(name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockOf(name), { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => {
          resolve(release);
        });
      })
      .catch(reject);
  });
}

function opened(): Promise<IDBPDatabase<Book>> {
  return openDB<Book>("lungburden-corrections", 1, {
    upgrade: (database) => {
      database.createObjectStore("steps");
      database.createObjectStore("drafts");
    },
  });
}
