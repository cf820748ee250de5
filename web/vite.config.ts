import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const service = process.env["LUNGBURDEN_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    // the service serves these files, so that a user needs a JDK alone
    outDir: "../api-service/src/main/resources/static",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    // a data: URL would need another line in the content security policy
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  worker: { format: "es" },
  server: { proxy: { "/v1": { target: service, changeOrigin: false } } },
  test: { include: ["src/**/*.test.{ts,tsx}"] },
});
