import { mkdtemp, readFile, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, inject, test } from "vitest";
import { expectAccessible, open, picture } from "./page";
import { phantom, python } from "./phantom";

let zip = "";
let twoSeries = "";
let folder = "";

beforeAll(async () => {
  zip = await phantom("zip");
  twoSeries = join(dirname(zip), "series.zip");
  await python("two_series.py", zip, twoSeries);
  folder = join(await mkdtemp(join(tmpdir(), "lungburden-dropped-")), "Mustermann");
  await python("patients.py", zip, folder);
}, 120_000);

interface Job {
  id: string;
  status: string;
  batch?: string;
  error?: { code: string };
}

async function jobs(query: string): Promise<Job[]> {
  return ((await (await fetch(`${inject("url")}/v1/jobs?${query}`)).json()) as { items: Job[] }).items;
}

async function referenced(page: Page, reference: string): Promise<void> {
  await page.getByText("Labels and dates").click();
  await page.getByRole("textbox", { name: "Reference", exact: true }).first().fill(reference);
}

const measured = (page: Page) => page.getByText("Measured, not reviewed.").first().waitFor({ timeout: 60_000 });

for (const [locale, colorScheme, choose] of [
  ["en-US", "light", "2 series fit. Choose one"],
  ["de-DE", "dark", "2 Serien passen. Wählen Sie eine"],
] as const) {
  test(`a study with two series asks which, and is measured with the one that is chosen (${locale})`, async () => {
    const { page, faults } = await open("/", { locale, colorScheme });
    await page.getByTestId("files").setInputFiles(twoSeries);
    await page.waitForURL(/#\/studies\//);
    const id = page.url().split("/").at(-1) ?? "";
    await page.getByRole("heading", { name: choose }).waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    await picture(page, `candidates-${locale.slice(0, 2)}-${colorScheme}`);
    await page.locator(".candidates button").nth(1).click();
    await page.getByTestId("opacity").waitFor({ timeout: 60_000 });
    const { status } = (await (await fetch(`${inject("url")}/v1/jobs/${id}`)).json()) as Job;
    expect(status).toBe("SUCCEEDED");
    expect(faults).toEqual([]);
    await page.context().close();
  }, 90_000);
}

test("the list offers the series of a failed study too", async () => {
  const { page } = await open();
  const reference = `list-${Date.now()}`;
  const body = new Uint8Array(await readFile(twoSeries));
  const headers = { "Content-Type": "application/octet-stream" };
  await fetch(`${inject("url")}/v1/jobs?reference=${reference}`, { method: "POST", headers, body });
  const row = page.getByRole("row", { name: new RegExp(reference) });
  await row.getByText("2 series fit. Choose one").click({ timeout: 60_000 });
  await row.locator(".candidates button").first().click();
  await expect
    .poll(async () => (await jobs(`reference=${reference}`))[0]?.status, { timeout: 60_000 })
    .toBe("SUCCEEDED");
  await page.context().close();
}, 90_000);

test("canceling while it is sent leaves nothing at the service", async () => {
  const { page } = await open();
  const reference = `cancel-${Date.now()}`;
  await referenced(page, reference);
  const hanging: (() => void)[] = [];
  await page.route("**/v1/jobs?*", async (route) => {
    await new Promise<void>((done) => hanging.push(done));
    await route.abort().catch(() => undefined);
  });
  await page.getByTestId("files").setInputFiles(zip);
  await page.getByText(/^Names removed\. Sending/).waitFor();
  await picture(page, "upload-sending");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Cancel" }).first().click();
  await page.getByText("Canceled. Nothing was kept.").waitFor();
  hanging.forEach((done) => {
    done();
  });
  await page.unroute("**/v1/jobs?*");
  expect(await jobs(`reference=${reference}`)).toEqual([]);
  await page.getByRole("button", { name: "Send again" }).click();
  await page.waitForURL(/#\/studies\//);
  expect(await jobs(`reference=${reference}`)).toHaveLength(1);
  await page.context().close();
});

test("a study that waits tells so, is canceled, and is measured when asked again", async () => {
  const body = new Uint8Array(await readFile(zip));
  const headers = { "Content-Type": "application/octet-stream" };
  // others are in front of it
  for (let n = 0; n < 4; n++) {
    await fetch(`${inject("url")}/v1/jobs?files=all`, { method: "POST", headers, body });
  }
  const { page, faults } = await open();
  await page.getByTestId("files").setInputFiles(zip);
  await page.waitForURL(/#\/studies\//);
  await page.getByText(/Waiting.*You may close this page\./).waitFor();
  await expectAccessible(page);
  await picture(page, "waiting");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Canceled.").waitFor();
  await picture(page, "canceled");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Measure again" }).click();
  const stages: string[] = [];
  await page.exposeFunction("stage", (text: string) => stages.push(text));
  await page.evaluate(() => {
    setInterval(() => {
      const text = document.querySelector("main p[role=status]")?.textContent ?? "";
      (globalThis as unknown as { stage(text: string): void }).stage(text);
    }, 20);
  });
  await measured(page);
  expect(stages.some((text) => /^(Fetching|Reading|Preparing|Outlining|Measuring|Writing).*: \d+ %$/.test(text))).toBe(
    true,
  );
  expect(faults).toEqual([]);
  await page.context().close();
}, 120_000);

test("a folder that is dragged in is sent without names", async () => {
  const { page, context, faults } = await open();
  await page.locator(".drop").waitFor();
  const box = await page.locator(".drop").boundingBox();
  const tools = await context.newCDPSession(page);
  const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 20];
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await tools.send("Input.dispatchDragEvent", { type, x, y, data });
  }
  const row = page.getByRole("list", { name: "Uploads" }).getByRole("listitem").first();
  await row.getByRole("link", { name: "Open" }).waitFor({ timeout: 30_000 });
  expect(await row.innerText()).toMatch(/Sent \d+ images without names; 7 left out/);
  expect(faults).toEqual([]);
  await context.close();
});

test("several files that are dropped at once become one batch", async () => {
  const { page } = await open();
  const one = await phantom("nii.gz");
  await page.getByTestId("files").setInputFiles([zip, one]);
  await expect.poll(() => page.getByRole("link", { name: "Open" }).count(), { timeout: 30_000 }).toBe(2);
  await page
    .getByRole("link", { name: /^upload-/ })
    .first()
    .click();
  await page.getByText(/of 2 studies finished/).waitFor();
  await page.context().close();
});

test("a zip that is damaged is refused with its reason, and nothing of it is sent", async () => {
  const damaged = join(dirname(zip), "damaged.zip");
  await writeFile(damaged, await readFile(zip));
  await truncate(damaged, 200_000);
  const { page } = await open();
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") {
      posts.push(request.url());
    }
  });
  await page.getByTestId("files").setInputFiles(damaged);
  await page.getByText("The archive is damaged or cut short, so nothing of it was sent.").waitFor();
  await picture(page, "upload-damaged");
  await expectAccessible(page);
  expect(posts).toEqual([]);
  await page.context().close();
});
