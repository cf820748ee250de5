import { describe, expect, test } from "vitest";
import { expectAccessible, open, picture } from "./page";
import { goToSlice, labelsAt, loaded, measured, orientations, place } from "./study";

const studies = await orientations();
const jobs = await Promise.all(studies.map(({ file }) => measured(file)));

describe.each(studies.map((study, n) => ({ ...study, id: jobs[n] as string })))("a scan stored as $axes", (study) => {
  test("shows at each place the value, the label and the gray that nibabel reads there", async () => {
    const { page, faults } = await open(`/studies/${study.id}`);
    await loaded(page);
    await page.getByLabel("Outlines (G)").uncheck();
    const labels = await labelsAt(
      study.id,
      study.probes.map(({ at }) => at),
    );
    expect(new Set(labels).size).toBeGreaterThan(2);
    for (const [n, { at, mm, hu }] of study.probes.entries()) {
      await goToSlice(page, at[2]);
      const [x, y] = await place(page, study, at);
      await page.mouse.move(x, y);
      const told = await page.getByTestId("readout").innerText();
      expect(told).toContain(`${hu} HU`);
      expect(told).toContain(`L ${mm[0].toFixed(1)} · P ${mm[1].toFixed(1)} · H ${mm[2].toFixed(1)} mm`);
      expect(told).toContain(`Slice ${at[2] + 1} of ${study.size[2]}`);
      expect(told).toContain(["outside the lung", "lung", "ground glass", "high opacity"][labels[n] ?? 0]);
      const gray = await page.locator("[data-plane=axial] canvas").evaluate(
        (canvas: HTMLCanvasElement, [left, top]) => {
          const box = canvas.getBoundingClientRect();
          return [...(canvas.getContext("2d")?.getImageData(left - box.x, top - box.y, 1, 1).data ?? [])];
        },
        [x, y] as const,
      );
      // W 1500 L -600; neighbors are mixed in between the centers of voxels
      const expected = Math.min(255, Math.max(0, ((hu + 600) / 1500 + 0.5) * 255));
      expect(Math.abs((gray[0] ?? 0) - expected)).toBeLessThan(16);
    }
    await picture(page, `look-${study.axes}`);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

test("the page of a study is accessible", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const { page } = await open(`/studies/${jobs[0] ?? ""}`, { colorScheme });
    await loaded(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Correct", exact: true }).click();
    await page.getByRole("button", { name: "Brush (B)" }).waitFor();
    await expectAccessible(page);
    await page.context().close();
  }
});
