import { expect, test } from "vitest";
import { droppedFiles, intakes } from "./intake";

const source = (path: string) => ({ file: new Blob(), path });
const told = (...paths: string[]) =>
  intakes(paths.map(source)).map(({ name, asIs, sources }) => [name, asIs, sources.length]);

test("a folder is one upload, each zip and each NIfTI is one of its own", () => {
  expect(told("a/1.dcm", "a/deep/2.dcm", "b/1", "b.zip", "scan.nii.gz", "Scan.NII")).toEqual([
    ["b.zip", false, 1],
    ["scan.nii.gz", true, 1],
    ["Scan.NII", true, 1],
    ["a", false, 2],
    ["b", false, 1],
  ]);
});

test("loose images are one upload", () => {
  expect(told("1.dcm", "2.dcm", "letter.txt")).toEqual([["1.dcm", false, 3]]);
});

test("what systems put into folders is no study", () => {
  expect(told("a/.DS_Store", "a/Thumbs.db", "a/DICOMDIR", "__MACOSX/a/1.dcm", ".DS_Store")).toEqual([]);
  expect(told("a/DICOMDIR2", "MyDICOMDIR")).toHaveLength(2);
});

/** As a browser gives them: a reader tells a part at a time, and nothing at the end. */
function folder(path: string, parts: unknown[][]): FileSystemEntry {
  const createReader = () => {
    const rest = [...parts, []];
    return {
      readEntries: (done: (entries: unknown[]) => void) => {
        done(rest.shift() ?? []);
      },
    };
  };
  return { isFile: false, fullPath: path, createReader } as unknown as FileSystemEntry;
}

function leaf(fullPath: string): FileSystemEntry {
  const file = (done: (file: File) => void) => {
    done(new File(["x"], "x"));
  };
  return { isFile: true, fullPath, file } as unknown as FileSystemEntry;
}

test("a dropped folder is read to its end, however many parts a reader gives", async () => {
  const inner = folder("/a/b", [[leaf("/a/b/3")]]);
  const entries = [folder("/a", [[leaf("/a/1"), inner], [leaf("/a/2")]]), leaf("/4"), null];
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  const found = await droppedFiles({ items } as unknown as DataTransfer);
  expect(found.map(({ path }) => path).sort()).toEqual(["4", "a/1", "a/2", "a/b/3"]);
});
