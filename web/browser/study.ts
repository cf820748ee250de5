import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { inject } from "vitest";

const run = promisify(execFile);
const launcher = resolve(import.meta.dirname, "../../lungburden");

/** A place in the scan: its voxel counted toward left, back and head, and what nibabel reads there. */
export interface Probe {
  at: [number, number, number];
  mm: [number, number, number];
  hu: number;
}

export interface Turned {
  axes: string;
  file: string;
  size: [number, number, number];
  spacing: [number, number, number];
  probes: Probe[];
}

/** The phantom on a coarse grid in six orders of its axes, and oblique, made by nibabel. */
export async function orientations(): Promise<Turned[]> {
  const folder = await mkdtemp(join(tmpdir(), "lungburden-orientations-"));
  const phantom = join(folder, "phantom.nii.gz");
  await run(launcher, ["phantom", "-o", phantom]);
  const script = resolve(import.meta.dirname, "orientations.py");
  const { stdout } = await run("/usr/bin/python3", [script, phantom, folder]);
  return JSON.parse(stdout) as Turned[];
}

/** Posts a study and waits until it is measured; returns the job's id. */
export async function measured(file: string, files = "all", labels: Record<string, string> = {}): Promise<string> {
  const service = inject("url");
  const posted = await fetch(`${service}/v1/jobs?${new URLSearchParams({ files, ...labels })}`, {
    method: "POST",
    body: await readFile(file),
    headers: { "Content-Type": "application/octet-stream" },
  });
  const { id } = (await posted.json()) as { id: string };
  for (;;) {
    const { status } = (await (await fetch(`${service}/v1/jobs/${id}?wait=30s`)).json()) as { status: string };
    if (status === "SUCCEEDED") {
      return id;
    }
    if (status !== "QUEUED" && status !== "RUNNING") {
      throw new Error(`${file}: ${status}`);
    }
  }
}

/** The labels of a job as a file of this machine. */
export async function labelsFile(id: string): Promise<string> {
  const answer = await fetch(`${inject("url")}/v1/jobs/${id}/artifacts/labels.nii.gz`);
  const file = join(await mkdtemp(join(tmpdir(), "lungburden-labels-")), "labels.nii.gz");
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  return file;
}

/** The labels that nibabel reads at places of a job's file. */
export async function labelsAt(id: string, places: Probe["at"][]): Promise<number[]> {
  const file = await labelsFile(id);
  const script = resolve(import.meta.dirname, "labels.py");
  const { stdout } = await run("/usr/bin/python3", [script, file, JSON.stringify(places)]);
  return JSON.parse(stdout) as number[];
}

/** Waits until the planes show the whole scan with its outlines. */
export async function loaded(page: Page): Promise<void> {
  await page.locator(".plane canvas").first().waitFor();
  await page.locator(".loading").waitFor({ state: "detached" });
}

/** Goes to a slice by keys alone. */
export async function goToSlice(page: Page, slice: number): Promise<void> {
  await page.locator("[data-plane=axial] canvas").focus();
  await page.keyboard.press("Home");
  for (let n = 0; n < Math.floor(slice / 10); n++) {
    await page.keyboard.press("PageUp");
  }
  for (let n = 0; n < slice % 10; n++) {
    await page.keyboard.press("ArrowUp");
  }
}

/** Where a voxel of the axial plane lies on the screen, from the plane's size alone. */
export async function place(
  page: Page,
  { size, spacing }: Turned,
  [x, y]: readonly number[],
): Promise<[number, number]> {
  const box = await page.locator("[data-plane=axial] canvas").boundingBox();
  if (box === null) {
    throw new Error("the axial plane is not shown");
  }
  const scale = Math.min(box.width / (size[0] * spacing[0]), box.height / (size[1] * spacing[1]));
  return [
    box.x + box.width / 2 + ((x ?? 0) + 0.5 - size[0] / 2) * spacing[0] * scale,
    box.y + box.height / 2 + ((y ?? 0) + 0.5 - size[1] / 2) * spacing[1] * scale,
  ];
}

/** Begins a correction. */
export async function correcting(page: Page): Promise<void> {
  await loaded(page);
  await page.getByRole("button", { name: "Correct", exact: true }).click();
  await page.getByRole("button", { name: "Brush (B)" }).waitFor();
}

/** Paints a stroke across the axial plane, between two places counted from its left edge. */
export async function stroke(page: Page, from: number, to: number): Promise<void> {
  const box = await page.locator("[data-plane=axial] canvas").boundingBox();
  const [x, y] = [box?.x ?? 0, (box?.y ?? 0) + 250];
  await page.mouse.move(x + from, y);
  await page.mouse.down();
  await page.mouse.move(x + to, y + 20, { steps: 10 });
  await page.mouse.up();
}
