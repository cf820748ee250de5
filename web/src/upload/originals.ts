import { openDB, type DBSchema, type IDBPDatabase } from "idb";

interface Originals extends DBSchema {
  uids: { key: string; value: { originals: Map<string, string>; keptAt: number } };
}

const NAME = "lungburden-originals";
let opened: Promise<IDBPDatabase<Originals>> | undefined;

function database(): Promise<IDBPDatabase<Originals>> {
  opened ??= openDB<Originals>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore("uids");
    },
  });
  return opened;
}

/** Keeps, in this browser alone, which UIDs of a job's upload stand for which of the scan. */
export async function keepOriginals(job: string, originals: Map<string, string>): Promise<void> {
  await (await database()).put("uids", { originals, keptAt: Date.now() }, job);
}

/** Undefined for a job that was uploaded as it was, or from another browser. */
export async function originalsOf(job: string): Promise<Map<string, string> | undefined> {
  return (await (await database()).get("uids", job))?.originals;
}

/** Of all studies that this browser sent. UIDs are drawn from 128 random bits, so those of two studies are never the same. */
export async function allOriginals(): Promise<Map<string, string>> {
  const kept = await (await database()).getAll("uids");
  return new Map(kept.flatMap(({ originals }) => [...originals]));
}

export async function forgetOriginals(job: string): Promise<void> {
  await (await database()).delete("uids", job);
}
