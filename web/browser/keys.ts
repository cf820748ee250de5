import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

const launcher = resolve(import.meta.dirname, "../../lungburden");

interface Started {
  url: string;
  data: string;
  stop: () => Promise<void>;
}

/** A service of its own with these settings; it serves the page of its bundle. */
async function started(settings: Record<string, string>): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), "lungburden-keys-"));
  const data = join(folder, "data");
  const service = spawn(launcher, ["serve", "--test", "--port", "0", "--data", data], {
    env: { ...process.env, LUNGBURDEN_SEGMENTER: "phantom", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(service, "exit");
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await firstLine(service.stdout))?.[0] ?? "";
  return {
    url,
    data,
    stop: async () => {
      service.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function firstLine(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) {
    return line;
  }
  return "";
}

/** A service that asks for keys, with one key. */
export async function withKeys(): Promise<Started & { key: string }> {
  const service = await started({ LUNGBURDEN_AUTH: "keys" });
  const create = ["keys", "create", "--owner", "ward", "--name", "page", "--scope", "read,submit"];
  const { stdout } = await promisify(execFile)(launcher, [...create, "--data", service.data]);
  return { ...service, key: stdout.trim() };
}

/** A service whose users sign in at an issuer, and the issuer. */
export async function withIssuer(): Promise<Started> {
  const issuer = spawn("/usr/bin/python3", [join(import.meta.dirname, "issuer.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const settings = JSON.parse(await firstLine(issuer.stdout)) as Record<string, string>;
  const service = await started(settings);
  return {
    ...service,
    stop: async () => {
      await service.stop();
      issuer.stdin.end();
      await once(issuer, "exit");
    },
  };
}
