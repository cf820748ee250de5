import { expect, inject, test } from "vitest";
import { expectAccessible, open, picture } from "./page";
import { phantom } from "./phantom";

interface Result {
  volumesMl: Record<string, number>;
  burdenPercent: Record<string, number>;
}

async function measured(id: string): Promise<Result> {
  for (;;) {
    const job = (await (await fetch(`${inject("url")}/v1/jobs/${id}?wait=30s`)).json()) as { status: string };
    if (!["QUEUED", "RUNNING"].includes(job.status)) {
      expect(job.status).toBe("SUCCEEDED");
      return (await (await fetch(`${inject("url")}/v1/jobs/${id}/result`)).json()) as Result;
    }
  }
}

async function posted(body: Buffer): Promise<string> {
  const answer = await fetch(`${inject("url")}/v1/jobs`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: new Uint8Array(body),
  });
  return ((await answer.json()) as { id: string }).id;
}

test("a zip of DICOM is sent without names, and measures the same", async () => {
  const { readFile } = await import("node:fs/promises");
  const file = await phantom("zip");
  const { page, faults } = await open();
  await picture(page, "worklist-empty");
  await page.getByTestId("files").setInputFiles(file);
  await page.waitForURL(/#\/studies\//);
  await picture(page, "study");
  const id = page.url().split("/").at(-1) ?? "";
  const original = await measured(await posted(await readFile(file)));
  const sent = await measured(id);
  expect(sent.volumesMl).toEqual(original.volumesMl);
  expect(sent.burdenPercent).toEqual(original.burdenPercent);
  expect(faults).toEqual([]);
  await page.goto(`${inject("url")}/#/`);
  await page.getByRole("table").waitFor();
  await picture(page, "worklist");
  await expectAccessible(page);
});
