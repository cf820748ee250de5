import { expect, test } from "vitest";
import { inPath } from "./client";

test("names stand in paths as the contract spells them", () => {
  expect(inPath("ward 7, Müller")).toBe("ward 7, Müller");
  // from the contract
  expect(inPath("..")).toBe("~b64.Li4");
  // printf %s 'a/b' | basenc --base64url | tr -d =
  expect(inPath("a/b")).toBe("~b64.YS9i");
  expect(inPath("7 %")).toBe("~b64.NyAl");
  expect(inPath("ü;ÿ?")).toBe("~b64.w7w7w78_");
  expect(inPath("~b64.x")).toBe("~b64.fmI2NC54");
});
