import { memorySpool, type Spool } from "./studies";

const FOLDER = "uploads";

/** A file in the browser's private file system, so that a study of gigabytes needs no memory. */
export async function fileSpool(): Promise<Spool> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const file = await folder.getFileHandle(`${crypto.randomUUID()}.zip`, { create: true });
    return { stream: await file.createWritable(), blob: () => file.getFile() };
  } catch {
    return memorySpool();
  }
}

const LOCK = "lungburden-uploads";

/** Keeps other tabs from emptying the folder. Call the result when no upload needs it any more. */
export function holdSpool(): () => void {
  let release: () => void = () => undefined;
  void navigator.locks.request(LOCK, { mode: "shared" }, () => new Promise<void>((done) => (release = done)));
  return () => {
    release();
  };
}

/** Removes what uploads have left, also those of tabs that were closed, unless a tab has uploads. */
export async function emptySpool(): Promise<void> {
  await navigator.locks.request(LOCK, { mode: "exclusive", ifAvailable: true }, async (lock) => {
    if (lock !== null) {
      const root = await navigator.storage.getDirectory();
      await root.removeEntry(FOLDER, { recursive: true }).catch(() => undefined);
    }
  });
}
