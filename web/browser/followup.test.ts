import { expect, test } from "vitest";
import { expectAccessible, open, picture } from "./page";

const beside = (verdict: string, differenceMl: number, reasons: string[] = []) => ({
  verdict,
  reasons,
  unknown: [],
  differenceMl,
  lungDifferencePercent: 0,
  sentence: "",
});
const scan = (job: string, day: string, opacityMl: number, more: object) => ({
  job,
  reference: `CT ${job}`,
  day,
  dayOf: "SCAN",
  opacityMl,
  burdenPercent: opacityMl / 50,
  groundGlassMl: opacityMl,
  highOpacityMl: 0,
  lungMl: 5000,
  lungMassG: 900.5,
  thicknessMm: 1,
  ...more,
});

/** The answer of the service is written here, so that each verdict is there. */
const timeline = {
  subject: "P 7%",
  complete: true,
  notice: "",
  scans: [
    scan("a", "2026-03-01", 68.6, { rangeMl: [45, 98] }),
    scan("b", "2026-03-08", 80.1, { rangeMl: [60, 110], toPrevious: beside("NOT_DISTINGUISHABLE", 11.5) }),
    scan("c", "2026-04-20", 180, { rangeMl: [140, 230], toPrevious: beside("CHANGED", 99.9) }),
    scan("d", "2026-05-04", 150, { rangeMl: [120, 190], toPrevious: beside("DIFFERENT_BREATH", -30) }),
    scan("e", "2026-06-04", 150, { toPrevious: beside("NOT_COMPARABLE", 0, ["KERNEL"]), dayOf: "SUBMIT" }),
  ],
};

for (const [locale, colorScheme, words] of [
  ["en-US", "light", ["Change beyond measurement error", "Not distinguishable from measurement error"]],
  ["de-DE", "dark", ["Änderung über den Messfehler hinaus", "Vom Messfehler nicht zu unterscheiden"]],
] as const) {
  test(`the follow-up draws ranges and tells verdicts (${locale})`, async () => {
    const { page, faults } = await open("/", { locale, colorScheme });
    await page.route("**/v1/subjects/~b64.UCA3JQ/timeline", (route) => route.fulfill({ json: timeline }));
    await page.goto(page.url().replace(/#.*/, `#/subjects/${encodeURIComponent("P 7%")}`));
    await page.getByRole("img").waitFor();
    for (const word of words) {
      await page.getByText(word).first().waitFor();
    }
    expect(await page.locator(".range").count()).toBe(4);
    expect(await page.locator(".ring").count()).toBe(1);
    // ten times the days, ten times the way
    const x = async (n: number) => Number(await page.locator("circle").nth(n).getAttribute("cx"));
    expect(((await x(2)) - (await x(0))) / ((await x(1)) - (await x(0)))).toBeCloseTo(50 / 7, 5);
    expect(await page.locator("main").innerText()).not.toMatch(/stable|stabil/i);
    await expectAccessible(page);
    await picture(page, `followup-${locale.slice(0, 2)}-${colorScheme}`);
    expect(faults).toEqual([]);
  });
}
