import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, open, picture } from "./page";
import { withKeys } from "./keys";

let service: Awaited<ReturnType<typeof withKeys>>;

beforeAll(async () => {
  service = await withKeys();
}, 180_000);

afterAll(async () => {
  await service.stop();
});

test("a service with keys asks for one, keeps it nowhere, and opens the view that was asked for", async () => {
  const { page, context } = await open();
  await page.goto(`${service.url}/#/batches`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await picture(page, "sign-in");
  await expectAccessible(page);

  await page.getByLabel("Key").fill("lbk_wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel("Key").inputValue()).toBe("");

  await page.getByLabel("Key").fill(service.key);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Batches" }).waitFor();
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  expect(kept).not.toContain("lbk_");

  // the session ends elsewhere; the next call leads to the sign-in, and from there back
  await context.clearCookies();
  await page.getByRole("link", { name: "Studies" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("Key").fill(service.key);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Studies" }).waitFor();

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect((await context.request.get(`${service.url}/v1/jobs`)).status()).toBe(401);
});
