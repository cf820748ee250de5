import { dirname } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, inject, test } from "vitest";
import { expectAccessible, open, picture } from "./page";
import { phantom, python } from "./phantom";
import { labelsFile, measured } from "./study";

const subject = `beside ${Date.now()} %`;
let first = "";
let second = "";

/** Two days of one patient, measured by the service. */
beforeAll(async () => {
  const source = await phantom("nii.gz");
  const folder = dirname(source);
  await python("followups.py", source, folder);
  first = await measured(`${folder}/first.nii.gz`, "all", { subject, acquiredOn: "2026-03-01", reference: "before" });
  // the service makes the scan of this one when the page asks
  second = await measured(`${folder}/second.nii.gz`, "labels.nii.gz", {
    subject,
    acquiredOn: "2026-04-12",
    reference: "after",
  });
}, 180_000);

const view = `/subjects/${encodeURIComponent(subject)}`;
const canvas = (page: Page, side: "left" | "right") => page.getByTestId(side).locator("canvas");

/** The slice that a picture tells, counted from 0. */
async function slice(page: Page, side: "left" | "right"): Promise<number> {
  const told = await page.getByTestId(side).locator(".plane-slice").innerText();
  return Number(/\d+/.exec(told)?.[0]) - 1;
}

async function opened(page: Page): Promise<void> {
  await page.getByRole("button", { name: /side by side|nebeneinander/ }).click();
  await canvas(page, "left").waitFor();
  await canvas(page, "right").waitFor();
  await page.locator(".loading").first().waitFor({ state: "detached" });
  await expect.poll(() => page.getByText(/of lung height|der Lungenhöhe/).count()).toBe(2);
}

test("the pictures scroll together by the height that nibabel reads from the labels", async () => {
  const { page, faults } = await open(view);
  await opened(page);
  const files = [await labelsFile(first), await labelsFile(second)] as const;
  const toSecond = JSON.parse(await python("heights.py", files[0], files[1])) as number[];
  const toFirst = JSON.parse(await python("heights.py", files[1], files[0])) as number[];
  // they open at the later scan's slice with most opacity
  expect(await slice(page, "left")).toBe(toFirst[await slice(page, "right")]);

  await canvas(page, "left").focus();
  await page.keyboard.press("Home");
  for (let n = 0; n < 12; n++) {
    const here = await slice(page, "left");
    expect([here, await slice(page, "right")]).toEqual([here, toSecond[here]]);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("ArrowDown");
  }
  await canvas(page, "right").hover();
  await page.mouse.wheel(0, 700);
  expect(await slice(page, "left")).toBe(toFirst[await slice(page, "right")]);
  expect(new Set(toSecond).size).toBeGreaterThan(20);

  // free, and linked again by the key
  await canvas(page, "right").focus();
  await page.keyboard.press("l");
  const before = await slice(page, "left");
  await page.keyboard.press("End");
  expect(await slice(page, "left")).toBe(before);
  await page.keyboard.press("1");
  await expect.poll(() => page.getByText("W 400 L 40").count()).toBe(2);
  await page.keyboard.press("l");
  await expect.poll(() => slice(page, "left")).not.toBe(before);
  expect(faults).toEqual([]);
  await page.context().close();
});

for (const [locale, colorScheme, sentence] of [
  ["en-US", "light", "Different breath: percentages not comparable"],
  ["de-DE", "dark", "Andere Atemlage: Prozentwerte nicht vergleichbar"],
] as const) {
  test(`figures and verdict of the service stand beside the pictures (${locale})`, async () => {
    const { page, faults } = await open(view, { locale, colorScheme });
    const timeline = (await (
      await fetch(`${inject("url")}/v1/subjects/~b64.${Buffer.from(subject).toString("base64url")}/timeline`)
    ).json()) as {
      scans: { job: string; opacityMl: number; rangeMl?: number[]; toPrevious?: { verdict: string } }[];
    };
    expect(timeline.scans.map(({ job }) => job)).toEqual([first, second]);
    await page.getByRole("img").waitFor();
    expect(await page.locator(".range").count()).toBe(timeline.scans.filter(({ rangeMl }) => rangeMl).length);
    expect(await page.locator(".ring").count()).toBe(1);
    await opened(page);
    // less of the lung is there
    expect(timeline.scans[1]?.toPrevious?.verdict).toBe("DIFFERENT_BREATH");
    expect(await page.locator(".verdict").innerText()).toContain(sentence);
    for (const { opacityMl } of timeline.scans) {
      const told = opacityMl.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      expect(await page.locator(".changes").innerText()).toContain(`${told} mL`);
    }
    await expectAccessible(page);
    await picture(page, `beside-${locale.slice(0, 2)}-${colorScheme}`);
    expect(faults).toEqual([]);
    await page.context().close();
  });
}
