import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const launcher = resolve(import.meta.dirname, "../../lungburden");

/** The analytic chest that the service itself writes, as a file with this ending: `zip` of DICOM, or `nii.gz`. */
export async function phantom(ending: string, ...options: string[]): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "lungburden-phantom-")), `phantom.${ending}`);
  await run(launcher, ["phantom", "-o", file, ...options]);
  return file;
}

/** Runs a Python program of this folder; returns what it prints. */
export async function python(program: string, ...words: string[]): Promise<string> {
  const { stdout } = await run("/usr/bin/python3", [join(import.meta.dirname, program), ...words], {
    maxBuffer: 1 << 26,
  });
  return stdout;
}
