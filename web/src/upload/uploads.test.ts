import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Report } from "./dicom/worker";
import { Uploads } from "./uploads";

const kept = vi.hoisted(() => vi.fn<(job: string) => Promise<void>>(() => Promise.resolve()));
vi.mock("./originals", () => ({ keepOriginals: kept }));

const WISHES = { reference: "", subject: "", batch: "", keepDates: false };
const asIs = { name: "scan.nii", sources: [{ file: new Blob(["1234"]), path: "scan.nii" }], asIs: true };
const folder = { name: "study", sources: [{ file: new Blob(["x"]), path: "study/1" }], asIs: false };

/** What the service answers to each request, in turn. */
let answers: ("cut" | { status: number; body: object })[] = [];
let requests: { url: string; key: string; aborted: boolean }[] = [];

class Request {
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = "";
  private readonly told = { url: "", key: "", aborted: false };

  open(_: string, url: string): void {
    this.told.url = url;
    requests.push(this.told);
  }

  setRequestHeader(name: string, value: string): void {
    this.told.key = name === "Idempotency-Key" ? value : this.told.key;
  }

  send(body: Blob): void {
    const answer = answers.shift();
    if (answer === undefined) {
      return; // it never answers
    }
    queueMicrotask(() => {
      this.upload.onprogress?.({ loaded: body.size });
      if (answer === "cut") {
        this.onerror?.();
        return;
      }
      this.status = answer.status;
      this.responseText = JSON.stringify(answer.body);
      this.onload?.();
    });
  }

  abort(): void {
    this.told.aborted = true;
    this.onabort?.();
  }
}

let report: Report | undefined;

class Prepares {
  onmessage?: (event: { data: Report }) => void;
  onerror?: () => void;
  postMessage(): void {
    const data = report;
    if (data !== undefined) {
      queueMicrotask(() => this.onmessage?.({ data }));
    }
  }
  terminate(): void {
    // nothing runs
  }
}

const prepared = (...sizes: number[]): Report => ({
  prepared: {
    studies: sizes.map((size) => ({ zip: new Blob(["x".repeat(size)]), images: 2, originals: new Map([["a", "b"]]) })),
    leftOut: [{ path: "study/scout", reason: "SCOUT" }],
    removed: [0x00100010],
  },
});
const accepted = (id: string) => ({ status: 202, body: { id } });

beforeEach(() => {
  [answers, requests, report] = [[], [], undefined];
  kept.mockClear();
  vi.stubGlobal("XMLHttpRequest", Request);
  vi.stubGlobal("Worker", Prepares);
  vi.stubGlobal("navigator", { locks: { request: () => Promise.resolve() } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const state = (uploads: Uploads) => uploads.all().map(({ state }) => state);
const reaches = (uploads: Uploads, ...wanted: string[]) =>
  vi.waitFor(() => {
    expect(state(uploads)).toEqual(wanted);
  });

test("each study of a folder is sent, and its UIDs are kept for it", async () => {
  report = prepared(3, 5);
  answers = [accepted("one"), accepted("two")];
  const uploads = new Uploads();
  uploads.add([folder], { ...WISHES, batch: "b 1" });
  await reaches(uploads, "sent");
  expect(uploads.all()[0]).toMatchObject({
    jobs: ["one", "two"],
    sentBytes: 8,
    bytes: 8,
    counts: { done: 4, leftOut: 1 },
  });
  expect(requests.map(({ url }) => url)).toEqual(Array(2).fill("/v1/jobs?files=all&batch=b+1"));
  expect(kept.mock.calls.map(([job]) => job)).toEqual(["one", "two"]);
});

test("after a cut only what has not arrived is sent again, with its own key", async () => {
  report = prepared(3, 5);
  answers = [accepted("one"), "cut"];
  const uploads = new Uploads();
  uploads.add([folder], WISHES);
  await reaches(uploads, "failed");
  expect(uploads.all()[0]).toMatchObject({ fault: { kind: "cut" }, jobs: ["one"] });
  answers = [accepted("two")];
  uploads.again(uploads.all()[0]?.id ?? "");
  await reaches(uploads, "sent");
  expect(uploads.all()[0]).toMatchObject({ jobs: ["one", "two"] });
  expect(uploads.all()[0]).not.toHaveProperty("fault");
  const [first, second, again] = requests.map(({ key }) => key);
  expect(again).toBe(second);
  expect(first).not.toBe(second);
});

test("a refusal tells the service's sentence; the next upload goes on", async () => {
  answers = [{ status: 422, body: { code: "NOT_AN_ARCHIVE", detail: "Send one of these." } }, accepted("two")];
  const uploads = new Uploads();
  uploads.add([asIs, asIs], WISHES);
  await reaches(uploads, "failed", "sent");
  expect(uploads.all()[0]?.fault).toEqual({ kind: "refused", detail: "Send one of these." });
  expect(kept).not.toHaveBeenCalled();
});

test.each(["damaged", "encrypted"])("of a zip that is %s nothing is sent", async (kind) => {
  report = { failed: kind };
  const uploads = new Uploads();
  uploads.add([folder], WISHES);
  await reaches(uploads, "failed");
  expect(uploads.all()[0]?.fault).toEqual({ kind });
  expect(requests).toEqual([]);
});

test("canceling ends what runs, and lets the next one begin", async () => {
  const uploads = new Uploads();
  uploads.add([asIs], WISHES);
  await vi.waitFor(() => {
    expect(requests).toHaveLength(1);
  });
  answers = [accepted("two")];
  uploads.add([asIs], WISHES);
  uploads.cancel(uploads.all()[0]?.id ?? "");
  await reaches(uploads, "cancelled", "sent");
  expect(requests[0]?.aborted).toBe(true);
});

test("a folder without images is told, and goes as it is only when asked to", async () => {
  report = prepared();
  const uploads = new Uploads();
  uploads.add([folder], WISHES);
  await reaches(uploads, "failed");
  expect(uploads.all()[0]?.fault).toEqual({ kind: "nothing" });
  expect(requests).toEqual([]);
  answers = [accepted("one")];
  uploads.asItIs(uploads.all()[0]?.id ?? "");
  await reaches(uploads, "sent");
  uploads.dismiss(uploads.all()[0]?.id ?? "");
  expect(uploads.all()).toEqual([]);
});
