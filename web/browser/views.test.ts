import { beforeAll, expect, inject, test } from "vitest";
import { readFile } from "node:fs/promises";
import { address, expectAccessible, open, picture } from "./page";
import { phantom } from "./phantom";

const batch = `views ${Date.now()} %`;

/** Two studies that can be measured, and one that cannot. */
beforeAll(async () => {
  const good = await readFile(await phantom("nii.gz"));
  const url = `${inject("url")}/v1/jobs?batch=${encodeURIComponent(batch)}&reference=`;
  const headers = { "Content-Type": "application/octet-stream" };
  for (const [reference, body] of [
    ["first", good],
    ["second", good],
    ["cut short", good.subarray(0, good.length / 2)],
  ] as const) {
    const answer = await fetch(url + encodeURIComponent(reference), {
      method: "POST",
      headers,
      body: new Uint8Array(body),
    });
    const { id } = (await answer.json()) as { id: string };
    for (let waits = 0; waits < 6; waits++) {
      const job = (await (await fetch(`${inject("url")}/v1/jobs/${id}?wait=20s`)).json()) as { finishedAt?: string };
      if (job.finishedAt !== undefined) {
        break;
      }
    }
  }
}, 120_000);

const LOOKS = [
  ["en-US", "light"],
  ["de-DE", "dark"],
] as const;

for (const [locale, colorScheme] of LOOKS) {
  const name = `${locale.slice(0, 2)}-${colorScheme}`;

  test(`the list tells states and reasons (${name})`, async () => {
    const { page, faults } = await open("/", { locale, colorScheme });
    await page.getByRole("link", { name: "cut short" }).first().waitFor();
    await expectAccessible(page);
    await picture(page, `list-${name}`);
    expect(await page.locator("html").getAttribute("lang")).toBe(locale.slice(0, 2));
    // nothing is cut off at the side at the smallest size
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
    expect(faults).toEqual([]);
  });

  test(`a batch tells counts, figures and its histogram (${name})`, async () => {
    const { page, faults } = await open(`/batches/${encodeURIComponent(batch)}`, { locale, colorScheme });
    await page.getByRole("img").waitFor();
    await expectAccessible(page);
    await picture(page, `batch-${name}`);
    await page.mouse.wheel(0, 600);
    await picture(page, `batch-more-${name}`);
    const told = (await (
      await fetch(`${inject("url")}/v1/batches/~b64.${Buffer.from(batch).toString("base64url")}/statistics`)
    ).json()) as {
      burden: { counts: number[] };
    };
    expect(await page.locator("svg .bar").count()).toBe(told.burden.counts.length);
    expect(faults).toEqual([]);
  });

  test(`the help opens by a button and closes by Escape (${name})`, async () => {
    const { page } = await open("/batches", { locale, colorScheme });
    await page.getByRole("link", { name: batch }).waitFor();
    await expectAccessible(page);
    await picture(page, `batches-${name}`);
    await page.locator(".tools button").nth(2).click();
    await page.getByRole("dialog").waitFor();
    await expectAccessible(page);
    await picture(page, `help-${name}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
}

for (const [locale, colorScheme] of LOOKS) {
  test(`each list is accessible, also without anything in it (${locale})`, async () => {
    const { page, faults } = await open("/subjects", { locale, colorScheme });
    await page.locator("table.jobs, .empty").first().waitFor();
    await expectAccessible(page);
    await picture(page, `subjects-${locale.slice(0, 2)}-${colorScheme}`);
    for (const view of ["subjects", "batches"]) {
      await page.route(`**/v1/${view}`, (route) => route.fulfill({ json: { items: [] } }));
      await page.goto("about:blank");
      await page.goto(address(`/${view}`));
      await page.locator(".empty").waitFor();
      await expectAccessible(page);
    }
    expect(faults).toEqual([]);
  });
}

test("language and theme last beyond a reload", async () => {
  const { page } = await open();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("button", { name: /Farben wie auf diesem Gerät/ }).click();
  await page.getByRole("button", { name: /Helle Farben/ }).click();
  await page.reload();
  await page.getByRole("heading", { name: "Untersuchungen" }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(21, 24, 28)");
});

test("the keyboard alone skips to the content, filters and deletes", async () => {
  const { page } = await open();
  await page.getByRole("link", { name: "cut short" }).first().waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  await page.getByRole("searchbox", { name: "Reference or patient code" }).focus();
  await page.keyboard.type("second");
  await page.getByRole("link", { name: "cut short" }).first().waitFor({ state: "detached" });
  const own = await page.getByRole("link", { name: "second" }).first().getAttribute("href");
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Delete second" }).first().focus();
  await page.keyboard.press("Enter");
  await page.locator(`a[href="${own ?? ""}"]`).waitFor({ state: "detached" });
});

test("the list follows what happens elsewhere, by one stream", async () => {
  const { page } = await open();
  await page.getByRole("heading", { name: "Studies" }).waitFor();
  const streams: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/events")) {
      streams.push(request.url());
    }
  });
  await page.reload();
  await page.getByRole("link", { name: "cut short" }).first().waitFor();
  const reference = `elsewhere-${Date.now()}`;
  const body = await readFile(await phantom("nii.gz"));
  await fetch(`${inject("url")}/v1/jobs?reference=${reference}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: new Uint8Array(body),
  });
  const row = page.getByRole("row", { name: new RegExp(reference) });
  await row.getByText("Measured", { exact: false }).waitFor();
  expect(streams).toHaveLength(1);
});
