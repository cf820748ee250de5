import { expect, inject, test } from "vitest";
import { expectAccessible, open, picture } from "./page";

test("the service shows the page, and nothing comes from elsewhere", async () => {
  const { page, faults } = await open();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await picture(page, "front");
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test("the page comes with its policy, and is asked for again each time", async () => {
  const answer = await fetch(`${inject("url")}/`);
  expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  expect(answer.headers.get("Cache-Control")).toBe("no-cache");
});
