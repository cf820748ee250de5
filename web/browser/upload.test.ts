import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, inject, test } from "vitest";
import { expectAccessible, open, picture } from "./page";
import { phantom, python } from "./phantom";

interface Result {
  volumesMl: Record<string, number>;
  burdenPercent: Record<string, number>;
}

let zip: string;
let folder: string;

beforeAll(async () => {
  zip = await phantom("zip");
  folder = join(await mkdtemp(join(tmpdir(), "lungburden-patient-")), "Mustermann");
  await python("patients.py", zip, folder);
});

async function measured(id: string): Promise<Result> {
  for (;;) {
    const job = (await (await fetch(`${inject("url")}/v1/jobs/${id}?wait=30s`)).json()) as { status: string };
    if (!["QUEUED", "RUNNING"].includes(job.status)) {
      expect(job.status).toBe("SUCCEEDED");
      return (await (await fetch(`${inject("url")}/v1/jobs/${id}/result`)).json()) as Result;
    }
  }
}

async function posted(file: string): Promise<string> {
  const answer = await fetch(`${inject("url")}/v1/jobs`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: new Uint8Array(await readFile(file)),
  });
  return ((await answer.json()) as { id: string }).id;
}

/** Keeps what the page sends, as no tool of the browser shows it. */
async function keepBodies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class Kept extends XMLHttpRequest {
      override send(body?: XMLHttpRequestBodyInit | null) {
        (globalThis as unknown as { sent: unknown }).sent = body;
        super.send(body);
      }
    }
    globalThis.XMLHttpRequest = Kept;
  });
  await page.reload();
}

async function keptBody(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const body = (globalThis as unknown as { sent: Blob }).sent;
    const reader = new FileReader();
    reader.readAsDataURL(body);
    await new Promise((done) => (reader.onload = done));
    return reader.result as string;
  });
  return Buffer.from(text.slice(text.indexOf(",") + 1), "base64");
}

test("a folder of DICOM is sent without names, tells what it left out, and measures the same", async () => {
  const { page, faults } = await open();
  await keepBodies(page);
  await page.getByTestId("folder").setInputFiles(folder);
  const row = page.getByRole("list", { name: "Uploads" }).getByRole("listitem").first();
  await row.getByRole("link", { name: "Open" }).waitFor();
  await row.getByText(/^List: /).click();
  const told = await row.innerText();
  expect(told).toMatch(/List: 7 left out/);
  for (const [file, reason] of [
    ["left-scout.dcm", "a scout view"],
    ["left-capture.dcm", "a secondary capture"],
    ["left-dose.dcm", "a dose page"],
    ["left-burned.dcm", "says that text is burned"],
    ["left-pet.dcm", "not a CT image"],
    ["left-letter.txt", "no DICOM, or damaged"],
    ["left-cut.dcm", "no DICOM, or damaged"],
  ] as const) {
    expect(told).toMatch(new RegExp(`${file}: ${reason}`));
  }
  expect(told).toContain("Patient's Name");
  await picture(page, "upload-left-out");
  await expectAccessible(page);

  const sent = join(folder, "..", "sent.zip");
  await writeFile(sent, await keptBody(page));
  expect(await python("deidentified.py", folder, sent)).toBe("");

  const id = ((await row.getByRole("link", { name: "Open" }).getAttribute("href")) ?? "").split("/").at(-1) ?? "";
  const own = await measured(id);
  const original = await measured(await posted(zip));
  expect(own.volumesMl).toEqual(original.volumesMl);
  expect(own.burdenPercent).toEqual(original.burdenPercent);

  await page.getByText("Dismiss").click();
  for (const name of ["segmentation.dcm", "measurements.dcm", "report.dcm", "All as a zip"]) {
    const given = join(folder, "..", name);
    await page
      .locator("tr", { has: page.locator(`a[href$="${id}"]`) })
      .getByText("Files")
      .click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    await (await download).saveAs(given);
    await page.reload();
    expect([name, await python("restored.py", given, folder)]).toEqual([name, ""]);
  }
  expect(faults).toEqual([]);
});

test("a cut connection loses nothing: the study is sent again and arrives once", async () => {
  const { page, context } = await open();
  const reference = `cut-${Date.now()}`;
  await page.getByText("Labels and dates").click();
  await page.getByRole("textbox", { name: "Reference", exact: true }).first().fill(reference);
  await page.route("**/v1/jobs?*", (route) => route.abort("connectionreset"));
  await page.getByTestId("files").setInputFiles(zip);
  await page.getByText("The connection broke.").waitFor();
  await picture(page, "upload-cut");
  await expectAccessible(page);
  await page.unroute("**/v1/jobs?*");
  await page.getByRole("button", { name: "Send again" }).click();
  await page.waitForURL(/#\/studies\//);
  const list = await context.request.get(`${inject("url")}/v1/jobs?reference=${reference}`);
  expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(1);
});

test("files that are no DICOM are named, and go only when the user says so", async () => {
  const { page } = await open();
  await page.getByTestId("files").setInputFiles({ name: "letter.txt", mimeType: "", buffer: Buffer.from("Dear") });
  await page.getByText("Nothing here is a CT image").waitFor();
  await page.getByRole("button", { name: "Send it as it is" }).click();
  await page.getByText(/^Not accepted: /).waitFor();
});
