import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build, preview, type PreviewServer } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the page is. */
    url: string;
  }
}

const launcher = resolve(import.meta.dirname, "../../lungburden");
const startSeconds = 300;

/**
 * Starts one service for all tests of the run; it serves the page that is in its bundle. With LUNGBURDEN_SERVER the tests
 * use the service at that address, and the page as it is now in `src`.
 */
export default async function setup(project: TestProject) {
  const running = process.env["LUNGBURDEN_SERVER"];
  const stop = running === undefined ? await ownService(project) : await ownPage(project, running);
  return stop;
}

async function ownService(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "lungburden-page-"));
  const service = spawn(launcher, ["serve", "--test", "--port", "0", "--data", join(folder, "data")], {
    env: { ...process.env, LUNGBURDEN_SEGMENTER: process.env["LUNGBURDEN_SEGMENTER"] ?? "phantom" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  project.provide("url", await address(service));
  return async () => {
    const ended = new Promise((done) => service.once("exit", done));
    service.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true });
  };
}

/** The service tells its address in the first line. */
async function address(service: ChildProcess): Promise<string> {
  const late = setTimeout(() => service.kill("SIGKILL"), startSeconds * 1000);
  if (service.stdout === null) {
    throw new Error("the service has no output");
  }
  for await (const line of createInterface(service.stdout)) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (found) {
      clearTimeout(late);
      service.stdout.resume();
      return found[0];
    }
  }
  throw new Error("the service ended before it was ready");
}

const policy =
  "default-src 'none'; base-uri 'none'; form-action 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; worker-src 'self'; font-src 'self'; frame-ancestors 'none'";

async function ownPage(project: TestProject, service: string) {
  const outDir = await mkdtemp(join(tmpdir(), "lungburden-page-"));
  const root = resolve(import.meta.dirname, "..");
  await build({ root, logLevel: "warn", build: { outDir } });
  const server: PreviewServer = await preview({
    root,
    build: { outDir },
    preview: {
      port: 0,
      host: "127.0.0.1",
      proxy: { "/v1": { target: service, changeOrigin: false } },
      headers: { "Content-Security-Policy": policy },
    },
  });
  project.provide("url", server.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "");
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true });
  };
}
