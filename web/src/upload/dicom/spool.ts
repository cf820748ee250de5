import { memorySpool, type Spool } from "./studies";

const FOLDER = "uploads";

/** A file in the browser's private file system, so that a study of gigabytes needs no memory. */
export async function fileSpool(): Promise<Spool> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const file = await folder.getFileHandle(`${crypto.randomUUID()}.zip`, { create: true });
    return { stream: (await file.createWritable()), blob: () => file.getFile() };
  } catch {
    return memorySpool();
  }
}

/** Removes what uploads of before have left, whatever tab they were in. Call it when no upload runs. */
export async function emptySpool(): Promise<void> {
  try {
    await (await navigator.storage.getDirectory()).removeEntry(FOLDER, { recursive: true });
  } catch {
    // nothing was left, or another tab is writing
  }
}
