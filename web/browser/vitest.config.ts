import { defineConfig } from "vitest/config";

/** Tests in a real Chromium, against the real service. One file after the other, since they share the service. */
export default defineConfig({
  test: {
    include: ["browser/**/*.test.ts"],
    globalSetup: ["browser/service.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
