import { expect, inject, test } from "vitest";
import { gzipSync } from "node:zlib";

const kilobytes = 400;

/** What a browser loads before it shows anything: the files that index.html names. What is loaded later, such as 3D, is extra. */
test(`the page starts with at most ${kilobytes} kB of scripts and styles`, async () => {
  const front = await (await fetch(`${inject("url")}/`)).text();
  const files = [...front.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map((found) => found[1] ?? "");
  expect(files.some((file) => file.endsWith(".js"))).toBe(true);
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await (await fetch(`${inject("url")}/${file}`)).bytes()).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(kilobytes * 1000);
});
