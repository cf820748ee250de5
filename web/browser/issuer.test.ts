import { afterAll, beforeAll, expect, test } from "vitest";
import { withIssuer } from "./keys";
import { expectAccessible, open, picture } from "./page";

let service: Awaited<ReturnType<typeof withIssuer>>;

beforeAll(async () => {
  service = await withIssuer();
}, 180_000);

afterAll(async () => {
  await service.stop();
});

test("a user of the institution signs in by its button, and comes back to the view that was asked for", async () => {
  const { page, context } = await open();
  await page.goto(`${service.url}/#/batches`);
  const button = page.getByRole("link", { name: "Sign in with your institution" });
  await button.waitFor();
  await expectAccessible(page);
  await picture(page, "sign-in-institution");
  const visited: string[] = [];
  page.on("request", (request) => visited.push(new URL(request.url()).hostname));
  await button.click();
  await page.getByRole("heading", { name: "Batches" }).waitFor();
  // by way of the issuer's own site
  expect(visited).toContain("localhost");
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([]);
  expect(cookies.some(({ sameSite }) => sameSite === "Strict")).toBe(true);
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))).not.toMatch(/eyJ/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await button.waitFor();
  expect((await context.request.get(`${service.url}/v1/jobs`)).status()).toBe(401);
  await context.close();
});
