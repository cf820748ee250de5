import { readFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, expect, inject, test } from "vitest";
import { expectAccessible, open, picture } from "./page";
import { orientations } from "./study";

const DATA_AT = 352;
const batch = `agreement-${Date.now()}`;

interface Corrected {
  reference: string;
  dice: number;
}

const corrected: Corrected[] = [];

/** A reader's changes: fewer opacity voxels in each study than in the one before. */
function correctedLabels(plain: Buffer, part: number): Buffer {
  const changed = Buffer.from(plain);
  for (let at = DATA_AT; at < changed.length; at++) {
    if ((changed[at] ?? 0) >= 2 && at % 10 < part) {
      changed[at] = 1;
    }
  }
  return changed;
}

/** Counted here from both files, beside the service's count. */
function diceOf(one: Buffer, other: Buffer): number {
  let both = 0;
  let sum = 0;
  for (let at = DATA_AT; at < one.length; at++) {
    const [first, second] = [(one[at] ?? 0) >= 2, (other[at] ?? 0) >= 2];
    both += first && second ? 1 : 0;
    sum += Number(first) + Number(second);
  }
  return (2 * both) / sum;
}

async function json<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(inject("url") + path, init);
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return (await answer.json()) as T;
}

async function correct(file: string, part: number): Promise<void> {
  const reference = `Patient ${part}`;
  const { id } = await json<{ id: string }>(`/v1/jobs?files=all&batch=${batch}&reference=${reference}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: new Uint8Array(await readFile(file)),
  });
  await until(async () => (await json<{ status: string }>(`/v1/jobs/${id}?wait=20s`)).status === "SUCCEEDED");
  const stored = await fetch(`${inject("url")}/v1/jobs/${id}/artifacts/labels.nii.gz`);
  const plain = gunzipSync(Buffer.from(await stored.arrayBuffer()));
  const labels = correctedLabels(plain, part);
  await json(`/v1/jobs/${id}/revisions?base=0&author=A`, {
    method: "POST",
    headers: { "Content-Type": "application/gzip" },
    body: new Uint8Array(gzipSync(labels)),
  });
  await until(async () => (await json<{ status: string }>(`/v1/jobs/${id}/revisions/1`)).status === "SUCCEEDED");
  await json(`/v1/jobs/${id}/accepted-revision`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ revision: 1, author: "A" }),
  });
  corrected.push({ reference, dice: diceOf(plain, labels) });
}

async function until(there: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await there()) {
      return;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("not measured in time");
}

beforeAll(async () => {
  const studies = await orientations();
  for (const [n, study] of studies.slice(0, 4).entries()) {
    await correct(study.file, n + 1);
  }
}, 240_000);

for (const [locale, colorScheme] of [
  ["en-US", "light"],
  ["de-DE", "dark"],
] as const) {
  test(`automatic stands beside corrected, with Dice and limits (${locale}, ${colorScheme})`, async () => {
    const { page, faults } = await open("/agreement", { locale, colorScheme });
    await page.getByRole("searchbox").fill(batch);
    await page.keyboard.press("Enter");
    await page.locator(".bland-altman .point").nth(3).waitFor();
    await expect.poll(() => page.locator(".bland-altman .point").count()).toBe(4);
    for (const { reference, dice } of corrected) {
      const row = page.getByRole("row", { name: reference });
      expect(await row.innerText()).toContain(
        dice.toLocaleString(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
      );
    }
    expect(await page.getByRole("note").innerText()).toMatch(/no validation|keine Validierung/);
    await expectAccessible(page);
    await picture(page, `agreement-${locale.slice(0, 2)}-${colorScheme}`);
    await page.mouse.wheel(0, 700);
    await picture(page, `agreement-more-${locale.slice(0, 2)}-${colorScheme}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
    for (const link of await page.locator("a[download]").all()) {
      const answer = await fetch(inject("url") + ((await link.getAttribute("href")) ?? ""));
      expect(answer.status).toBe(200);
      expect((await answer.text()).match(/Patient [1-4]/g)).toHaveLength(4);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
}
