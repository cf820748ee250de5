/**
 * Measures how fast the page shows and corrects a study; the table goes to standard output.
 *
 * Usage: node browser/figures.ts PAGE JOB, for example http://127.0.0.1:8080 0b8f6d5e-6d0c-4f3e-9a55-2f1d6a0c7a11
 */
import { chromium, type Page } from "playwright-core";

const [, , address = "", job = ""] = process.argv;
const rounds = 40;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: "en-US" });
await page.goto(address); // the code is in the cache, as it is after the work list
const start = Date.now();
await page.goto(`${address}/#/studies/${job}`);
await page.waitForFunction(() => document.querySelector(".plane canvas") !== null);
const planes = Date.now() - start;
await page.waitForFunction(showsLung, undefined, { polling: "raf", timeout: 120_000 });
const first = Date.now() - start;
await page.locator(".loading").waitFor({ state: "detached", timeout: 120_000 });
const all = Date.now() - start;
const slices = await times(page, ["ArrowUp", "ArrowDown"]);
const windows = await times(page, ["1", "2"]);
await page.getByRole("button", { name: "Correct", exact: true }).click();
await page.getByRole("button", { name: "Brush (B)" }).waitFor();
await page.getByLabel(/^Size/).fill("20");
const gaps = await frames(page, () => strokes(page));
const idle = await frames(page, () => page.waitForTimeout(5000));

console.log("| what | ms |\n|---|---|");
console.log(`| planes stand, scan still arrives | ${planes} |`);
console.log(`| first slice visible | ${first} |`);
console.log(`| whole scan there | ${all} |`);
console.log(`| slice changes: median, slowest of ${rounds} | ${summary(slices)} |`);
console.log(`| window changes: median, slowest of ${rounds} | ${summary(windows)} |`);
console.log(`| frames during 20 strokes of 20 mm: median, longest | ${summary(gaps)} |`);
console.log(`| frames while nothing happens for 5 s: median, longest | ${summary(idle)} |`);
await browser.close();

/** Whether the axial plane has grays between air and bone. */
function showsLung(): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>("[data-plane=axial] canvas");
  if (canvas === null || canvas.width < 10) {
    return false;
  }
  const row = canvas.getContext("2d")?.getImageData(0, canvas.height / 2, canvas.width, 1).data ?? [];
  return new Set(row).size > 20;
}

/** The time that a key's drawing takes, pixels included: between a callback of the frame before and one after it. */
async function times(on: Page, keys: string[]): Promise<number[]> {
  return on.evaluate(
    async ({ keys, rounds }) => {
      const canvas = document.querySelector<HTMLCanvasElement>("[data-plane=axial] canvas");
      const all = [...document.querySelectorAll<HTMLCanvasElement>(".plane canvas")];
      canvas?.focus();
      const found: number[] = [];
      for (let n = 0; n < rounds; n++) {
        found.push(
          await new Promise<number>((resolve) => {
            let before = 0;
            requestAnimationFrame(() => (before = performance.now()));
            canvas?.dispatchEvent(new KeyboardEvent("keydown", { key: keys[n % keys.length] ?? "", bubbles: true }));
            requestAnimationFrame(() => {
              all.forEach((each) => each.getContext("2d")?.getImageData(0, 0, 1, 1));
              resolve(performance.now() - before);
            });
          }),
        );
      }
      return found;
    },
    { keys, rounds },
  );
}

/** The gaps between frames while something is done. */
async function frames(on: Page, work: () => Promise<void>): Promise<number[]> {
  const found = on.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let last = performance.now();
        const frame = () => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          if (document.title === "done") {
            document.title = "";
            resolve(gaps);
          } else {
            requestAnimationFrame(frame);
          }
        };
        requestAnimationFrame(frame);
      }),
  );
  await work();
  await on.evaluate(() => (document.title = "done"));
  return found;
}

async function strokes(on: Page): Promise<void> {
  const box = await on.locator("[data-plane=axial] canvas").boundingBox();
  const [x, y] = [(box?.x ?? 0) + 150, (box?.y ?? 0) + 200];
  for (let n = 0; n < 20; n++) {
    await on.mouse.move(x, y + n * 8);
    await on.mouse.down();
    await on.mouse.move(x + 250, y + n * 8 + 40, { steps: 25 });
    await on.mouse.up();
  }
}

function summary(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0)}, ${(sorted.at(-1) ?? 0).toFixed(0)}`;
}
