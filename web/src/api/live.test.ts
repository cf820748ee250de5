import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepFresh, listen } from "./live";

/** The stream of the service, as far as the page uses it. */
class Stream extends EventTarget {
  static opened: Stream[] = [];
  closed = false;

  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }

  close(): void {
    this.closed = true;
  }

  tell(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

beforeEach(() => {
  Stream.opened = [];
  vi.stubGlobal("EventSource", Stream);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const stream = () => Stream.opened.at(-1) as Stream;
const KEY = ["jobs", {}];

function followed(items: { id: string; status: string }[]) {
  const queries = new QueryClient();
  queries.setQueryData(KEY, { pages: [{ items }], pageParams: [] });
  const stop = keepFresh(queries);
  const list = () => queries.getQueryData<{ pages: { items: { id: string }[] }[] }>(KEY)?.pages[0]?.items;
  const stale = () => queries.getQueryState(KEY)?.isInvalidated;
  return { stop, list, stale };
}

test("all listeners share one stream, which ends with the last of them", () => {
  const [one, other] = [listen(() => undefined), listen(() => undefined)];
  expect(Stream.opened.map(({ url }) => url)).toEqual(["/v1/events"]);
  one();
  expect(stream().closed).toBe(false);
  other();
  expect(stream().closed).toBe(true);
  listen(() => undefined)();
  expect(Stream.opened).toHaveLength(2);
});

test("a job that moves on changes in its place, without asking the service", () => {
  const { stop, list, stale } = followed([
    { id: "a", status: "QUEUED" },
    { id: "b", status: "QUEUED" },
  ]);
  stream().tell("progress", { id: "b", status: "RUNNING" });
  expect(list()).toEqual([
    { id: "a", status: "QUEUED" },
    { id: "b", status: "RUNNING" },
  ]);
  expect(stale()).toBe(false);
  stop();
});

test("a deleted job goes; a new one, a finished one and a missed event make the list be asked for", () => {
  for (const [name, data] of [
    ["progress", { id: "new", status: "QUEUED" }],
    ["finished", { id: "a", status: "SUCCEEDED", finishedAt: "2026-01-01T00:00:00Z" }],
    ["missed", {}],
  ] as const) {
    const { stop, stale } = followed([{ id: "a", status: "RUNNING" }]);
    stream().tell(name, data);
    expect([name, stale()]).toEqual([name, true]);
    stop();
  }
  const { stop, list } = followed([{ id: "a", status: "RUNNING" }]);
  stream().tell("deleted", { id: "a" });
  expect(list()).toEqual([]);
  stop();
});
