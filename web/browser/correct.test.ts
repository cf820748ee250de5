import { beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { open, openTab, picture } from "./page";
import { correcting, loaded, measured, orientations, stroke } from "./study";

let id = "";
beforeAll(async () => {
  const [study] = await orientations();
  id = await measured(study?.file ?? "");
}, 120_000);

const now = (page: Page) => page.getByTestId("now-opacity").innerText();
const kept = (page: Page) => page.getByText("Unsaved; kept in this browser.").first().waitFor();

test("strokes change the volumes at once, and go back", async () => {
  const { page, faults } = await open(`/studies/${id}`);
  await correcting(page);
  const before = await now(page);
  await stroke(page, 250, 330);
  const painted = await now(page);
  expect(Number.parseFloat(painted)).toBeGreaterThan(Number.parseFloat(before));
  await picture(page, "correct");
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await now(page)).toBe(before);
  await page.getByRole("button", { name: "Redo" }).click();
  expect(await now(page)).toBe(painted);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("a tab that is killed while it paints loses no finished stroke", async () => {
  const { page, context } = await open(`/studies/${id}`);
  await correcting(page);
  const before = await now(page);
  await stroke(page, 250, 300);
  await stroke(page, 320, 350);
  const painted = await now(page);
  expect(painted).not.toBe(before);
  await kept(page);
  await page.mouse.down(); // a third stroke is under the hand
  const tools = await context.newCDPSession(page);
  const crash = page.waitForEvent("crash");
  void tools.send("Page.crash").catch(() => undefined);
  await crash;

  const again = await openTab(context, `/studies/${id}`);
  await loaded(again);
  await again.getByRole("button", { name: "Continue the kept correction" }).click();
  await again.getByTestId("now-opacity").waitFor();
  expect(await now(again)).toBe(painted);
  await again.getByRole("button", { name: "Undo" }).click();
  await again.getByRole("button", { name: "Undo" }).click();
  expect(await now(again)).toBe(before);
  await context.close();
});

test("a second tab has a draft of its own", async () => {
  const { page, context } = await open(`/studies/${id}`);
  await correcting(page);
  await stroke(page, 250, 300);
  await kept(page);
  const other = await openTab(context, `/studies/${id}`);
  await loaded(other);
  await other
    .getByRole("button", { name: /Correct|Continue/ })
    .first()
    .click();
  await other.getByTestId("now-opacity").waitFor();
  await stroke(other, 200, 380);
  const [here, there] = [await now(page), await now(other)];
  expect(here).not.toBe(there);
  await page.reload();
  await loaded(page);
  await page.getByRole("button", { name: "Continue the kept correction" }).click();
  await page.getByTestId("now-opacity").waitFor();
  expect(await now(page)).toBe(here);
  await context.close();
});

test("keys alone look, choose tools and correct a piece", async () => {
  const { page } = await open(`/studies/${id}`);
  await loaded(page);
  const canvas = page.locator("[data-plane=axial] canvas");
  for (let n = 0; n < 60 && !(await canvas.evaluate((element) => element === document.activeElement)); n++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("n"); // to the largest lesion
  await page.keyboard.press("3");
  expect(await page.getByTestId("readout").innerText()).toContain("W 2500 L 480");
  await page.keyboard.press("b");
  await page.getByTestId("now-opacity").waitFor();
  const before = Number.parseFloat(await now(page));
  await page.getByRole("button", { name: "Remove piece" }).press("Enter");
  expect(Number.parseFloat(await now(page))).toBeLessThan(before);
  await canvas.press("Control+z");
  expect(Number.parseFloat(await now(page))).toBe(before);
  await page.getByLabel("Keys", { exact: true }).press(" ");
  await canvas.press("1");
  expect(await page.getByTestId("readout").innerText()).toContain("W 2500 L 480");
  await page.context().close();
});
