import { useSyncExternalStore } from "react";
import { Store } from "../viewer/store";

const KEPT = "lungburden.author";
const author = new Store({ name: localStorage.getItem(KEPT) ?? "" });

/** Who corrects and accepts: one name for the whole page, kept in this browser. */
export function useAuthor(): [string, (name: string) => void] {
  const { name } = useSyncExternalStore(author.subscribe, author.get);
  return [name, rename];
}

function rename(name: string): void {
  localStorage.setItem(KEPT, name);
  author.set({ name });
}
