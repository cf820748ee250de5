import { expect, test } from "vitest";
import type { CDPSession, Page } from "playwright-core";
import { open } from "./page";
import { loaded, measured, orientations } from "./study";

const [study] = await orientations();
const id = await measured(study?.file ?? "");

/** Fingers that come down, move together, and lift. */
async function fingers(tools: CDPSession, ways: [number, number, number, number][], steps = 10): Promise<void> {
  for (let n = 0; n <= steps; n++) {
    const touchPoints = ways.map(([x, y, u, v], finger) => ({
      x: x + ((u - x) * n) / steps,
      y: y + ((v - y) * n) / steps,
      id: finger,
    }));
    await tools.send("Input.dispatchTouchEvent", { type: n === 0 ? "touchStart" : "touchMove", touchPoints });
  }
  await tools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

async function told(page: Page): Promise<{ slice: number; left: number; window: string }> {
  const text = await page.getByTestId("readout").innerText();
  const [, left] = /L (-?[\d.]+)/.exec(text) ?? [];
  const [, slice] = /Slice (\d+)/.exec(text) ?? [];
  return { slice: Number(slice), left: Number(left), window: /W \d+ L -?\d+/.exec(text)?.[0] ?? "" };
}

test("on a tablet a finger turns slices, a tap sets the crosshair, and two fingers magnify", async () => {
  const { page, context } = await open(`/studies/${id}`, { hasTouch: true });
  await loaded(page);
  const tools = await context.newCDPSession(page);
  const box = await page.locator("[data-plane=axial] canvas").boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];

  const before = await told(page);
  await fingers(tools, [[x, y, x, y - 60]]);
  const after = await told(page);
  expect(after.slice).toBe(before.slice + 5);
  expect(after.window).toBe(before.window);

  const tap = async (across: number) => {
    await fingers(tools, [[x + across, y, x + across, y]], 1);
    return (await told(page)).left;
  };
  const wide = (await tap(100)) - (await tap(-100));
  await fingers(tools, [
    [x - 50, y, x - 100, y],
    [x + 50, y, x + 100, y],
  ]);
  expect((await tap(100)) - (await tap(-100))).toBeCloseTo(wide / 2, -1);
  expect(wide).toBeGreaterThan(50);
  expect((await told(page)).slice).toBe(after.slice);
  await context.close();
});
