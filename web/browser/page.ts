import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, expect, inject } from "vitest";

const pictures = process.env["LUNGBURDEN_PICTURES"] ?? resolve(import.meta.dirname, "../../target/web/pictures");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser | undefined;

/** One Chromium for a test file, closed after its tests. */
async function started(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-quic", "--disable-gpu", "--disable-background-networking"],
  });
  return browser;
}

afterAll(async () => {
  await browser?.close();
  browser = undefined;
});

/** A page with what went wrong in it: errors, refusals by the content security policy, requests to other hosts. */
export interface Opened {
  page: Page;
  context: BrowserContext;
  faults: string[];
}

/** A new browser profile on a view: the part of the address after `#`. English, light and 1280 x 720 unless told otherwise. */
export async function open(view = "/", options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await (
    await started()
  ).newContext({ viewport: { width: 1280, height: 720 }, locale: "en-US", colorScheme: "light", ...options });
  const page = await context.newPage();
  const faults = watch(page);
  await page.goto(address(view));
  return { page, context, faults };
}

/** Another tab of the same profile. */
export async function openTab(context: BrowserContext, view = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address(view));
  return page;
}

export function address(view: string): string {
  return `${inject("url")}/#${view}`;
}

function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) {
      faults.push(message.text());
    }
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["blob:", "data:"].includes(url.protocol) && url.origin !== new URL(inject("url")).origin) {
      faults.push(`a request to ${url.host}`);
    }
  });
  return faults;
}

/** Writes a picture of the page into target/web/pictures, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** axe-core must find nothing in the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  // not as a script element, which the page's policy forbids
  await page.evaluate(axe);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const found = results.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`);
  expect(found).toEqual([]);
}
