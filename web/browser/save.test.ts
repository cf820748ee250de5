import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, open, openTab, picture } from "./page";
import { correcting, loaded, measured, orientations, stroke, type Turned } from "./study";

const run = promisify(execFile);
let study: Turned;
beforeAll(async () => {
  // stored in an order of its own, so that a page that reorders labels is found out
  study = (await orientations()).find(({ axes }) => axes === "PSL") as Turned;
}, 120_000);

async function save(page: Page, name: RegExp): Promise<void> {
  await page.getByLabel("Your name").fill("Dr. A. Reader");
  await page.getByRole("button", { name }).click();
}

async function revision(id: string, number: number): Promise<string> {
  const answer = await fetch(`${inject("url")}/v1/jobs/${id}/revisions/${number}/artifacts/labels.nii.gz`);
  expect(answer.status).toBe(200);
  const file = join(tmpdir(), `${id}-${number}.nii.gz`);
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  return file;
}

/** The view of all corrected studies has this one, with the service's own numbers. */
async function agreementTells(page: Page, id: string): Promise<void> {
  const tab = await openTab(page.context(), "/agreement");
  const row = tab.getByRole("row", { name: new RegExp(id.slice(0, 8)) });
  await row.getByText("1 (accepted)").waitFor();
  const answer = await fetch(`${inject("url")}/v1/jobs/${id}/agreement?revision=1`);
  const { measures } = (await answer.json()) as { measures: { measure: string; dice: number }[] };
  const dice = measures.find(({ measure }) => measure === "opacity_ml")?.dice ?? 0;
  expect(dice).toBeGreaterThan(0.9);
  expect(dice).toBeLessThan(1);
  expect(await row.innerText()).toContain(dice.toFixed(3));
  await tab.getByText("This is no validation", { exact: false }).waitFor();
  await expectAccessible(tab);
  await picture(tab, "agreement");
  await tab.close();
}

test("what is painted is saved to the voxel, measured, compared, accepted, and taken back", async () => {
  const id = await measured(study.file);
  const { page, faults } = await open(`/studies/${id}`);
  await correcting(page);
  await page.getByLabel("high opacity").first().check();
  await stroke(page, 250, 330);
  const painted = await page.getByTestId("now-opacity").innerText();
  const cut = await page.locator(".plane-slice").first().innerText();
  await save(page, /Save as 1/);
  await page.getByText(/Revision 1 measured: .* Not accepted yet/).waitFor();
  expect(await page.getByTestId("opacity").innerText()).toContain(painted);

  // nibabel compares both files: same header but for what gzip adds, changes in the painted cut alone
  const script = resolve(import.meta.dirname, "compared.py");
  const { stdout } = await run("/usr/bin/python3", [script, await revision(id, 0), await revision(id, 1)]);
  const found = JSON.parse(stdout) as { header: boolean; changed: number; cuts: number[]; labels: number[] };
  expect(found.header).toBe(true);
  expect(found.changed).toBeGreaterThan(20);
  expect(found.cuts.map((n) => `Slice ${n + 1} of ${study.size[2]}`)).toEqual([cut]);
  expect(found.labels).toEqual([3]);

  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByText("Compared with revision 0 (dashed)").waitFor();
  await picture(page, "compared");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  await page.getByText(/Accepted by Dr. A. Reader/).waitFor();
  await agreementTells(page, id);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.getByText(/Not accepted yet/).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("two readers save on the same base: the second keeps the work, compares, and saves as the next", async () => {
  const id = await measured(study.file);
  const [one, two] = [await open(`/studies/${id}`), await open(`/studies/${id}`)];
  await correcting(one.page);
  await correcting(two.page);
  await stroke(one.page, 250, 300);
  await save(one.page, /Save as 1/);
  await one.page.getByText(/Revision 1 measured/).waitFor();
  await stroke(two.page, 200, 350);
  const painted = await two.page.getByTestId("now-opacity").innerText();
  await save(two.page, /Save as 1/);
  await two.page.getByText("Revision 1 was saved while you worked. Yours is kept.").waitFor();
  await two.page.getByRole("button", { name: "Compare" }).click();
  await two.page.getByText("Compared with revision 1 (dashed)").waitFor();
  await two.page.getByRole("button", { name: "Compare" }).click();
  await two.page.locator(".review").getByRole("button", { name: "Save as 2" }).click();
  await two.page.getByText(/Revision 2 measured/).waitFor();
  expect(await two.page.getByTestId("opacity").innerText()).toContain(painted);
  await one.page.context().close();
  await two.page.context().close();
});

test("a draft begun on an old base goes on when another revision has been accepted since, and becomes the next", async () => {
  const id = await measured(study.file);
  const [one, two] = [await open(`/studies/${id}`), await open(`/studies/${id}`)];
  await correcting(one.page);
  await stroke(one.page, 200, 350);
  const painted = await one.page.getByTestId("now-opacity").innerText();
  await one.page.getByText("Unsaved; kept in this browser.").first().waitFor();
  await one.page.goto("about:blank");

  await correcting(two.page);
  await stroke(two.page, 250, 300);
  await save(two.page, /Save as 1/);
  await two.page.getByText(/Revision 1 measured/).waitFor();
  await two.page.getByRole("button", { name: "Accept", exact: true }).click();
  await two.page.getByText(/Accepted by Dr. A. Reader/).waitFor();

  await one.page.goBack();
  await loaded(one.page);
  await one.page.getByRole("button", { name: "Continue the kept correction" }).click();
  await one.page.getByTestId("now-opacity").waitFor();
  expect(await one.page.getByTestId("now-opacity").innerText()).toBe(painted);
  await save(one.page, /^Save as/);
  await one.page.getByText("Revision 1 was saved while you worked. Yours is kept.").waitFor();
  await one.page.locator(".review").getByRole("button", { name: "Save as 2" }).click();
  await one.page.getByText(/Revision 2 measured/).waitFor();
  expect(await one.page.getByTestId("opacity").innerText()).toContain(painted);
  // what was accepted stays the result until somebody decides
  const result = (await (await fetch(`${inject("url")}/v1/jobs/${id}/result`)).json()) as { revision: number };
  expect(result.revision).toBe(1);
  await one.page.context().close();
  await two.page.context().close();
});

test("a network that is cut while saving loses nothing, and saving again makes one revision", async () => {
  const id = await measured(study.file);
  const { page } = await open(`/studies/${id}`);
  await correcting(page);
  await stroke(page, 250, 330);
  const painted = await page.getByTestId("now-opacity").innerText();
  // the labels arrive, and the answer is lost on its way back
  await page.route("**/revisions?*", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await save(page, /Save as 1/);
  await page.getByText("The service did not answer. Nothing is lost: save again.").waitFor();
  await page.unroute("**/revisions?*");
  await page.reload();
  await loaded(page);
  await page.getByRole("button", { name: "Continue the kept correction" }).click();
  await page.getByTestId("now-opacity").waitFor();
  expect(await page.getByTestId("now-opacity").innerText()).toBe(painted);
  await page
    .getByRole("button", { name: /^Save as/ })
    .last()
    .click();
  await page.getByText(/Revision 1 measured/).waitFor();
  const { items } = (await (await fetch(`${inject("url")}/v1/jobs/${id}/revisions`)).json()) as { items: unknown[] };
  expect(items).toHaveLength(2);
  await page.context().close();
});

test("a scan that the job did not write is made when the page asks", async () => {
  const id = await measured(study.file, "labels.nii.gz");
  const { page } = await open(`/studies/${id}`);
  await loaded(page);
  expect(await page.getByTestId("readout").innerText()).toMatch(/-?\d+ HU/);
  await page.context().close();
});

test("a scan that cannot be made says why, and can be asked for again", async () => {
  const id = await measured(study.file, "labels.nii.gz");
  const { page } = await open("/");
  const detail = "Too many corrections are under way. Try again in a minute.";
  await page.route("**/image", (route) => route.fulfill({ status: 429, json: { code: "TOO_MANY", detail } }));
  await page.goto(page.url().replace(/#.*/, `#/studies/${id}`));
  await page.getByRole("alert").getByText(detail).waitFor();
  await expectAccessible(page);
  await page.unroute("**/image");
  await page.getByRole("button", { name: "Ask again" }).click();
  await loaded(page);
  expect(await page.getByTestId("readout").innerText()).toMatch(/-?\d+ HU/);
  await page.context().close();
});
