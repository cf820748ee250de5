import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const launcher = resolve(import.meta.dirname, "../../lungburden");

/** A service of its own that asks for keys, with one key; it serves the page of its bundle. */
export async function withKeys(): Promise<{ url: string; key: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "lungburden-keys-"));
  const data = join(folder, "data");
  const service = spawn(launcher, ["serve", "--test", "--port", "0", "--data", data], {
    env: { ...process.env, LUNGBURDEN_SEGMENTER: "phantom", LUNGBURDEN_AUTH: "keys" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => service.once("exit", done));
  let url = "";
  for await (const line of createInterface(service.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
    break;
  }
  const create = ["keys", "create", "--owner", "ward", "--name", "page", "--scope", "read,submit", "--data", data];
  const { stdout } = await promisify(execFile)(launcher, create);
  return {
    url,
    key: stdout.trim(),
    stop: async () => {
      service.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
