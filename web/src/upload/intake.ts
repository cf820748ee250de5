import type { Source } from "./dicom/studies";

/** What a user chose, sorted into uploads: images that are de-identified, and files that go as they are. */
export interface Intake {
  /** As the user knows it; shown, never sent. */
  name: string;
  sources: Source[];
  asIs: boolean;
}

const AS_IT_IS = /\.(nii|nii\.gz|hdr|img|tar|tar\.gz|tgz)$/i;
const ZIP = /\.zip$/i;
/** What systems put into folders by themselves. */
const LITTER = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|DICOMDIR|__MACOSX\/.*)$/;

/**
 * Files of one folder are one upload, and so are loose images; each zip and each NIfTI is one of its own. A study that is
 * spread over several folders comes together again, since images are put into studies by what they say themselves.
 */
export function intakes(sources: Source[]): Intake[] {
  const useful = sources.filter(({ path }) => !LITTER.test(path));
  const single = useful.filter(({ path }) => AS_IT_IS.test(path) || ZIP.test(path));
  const images = useful.filter((source) => !single.includes(source));
  const folders = Map.groupBy(images, ({ path }) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : ""));
  return [
    ...single.map((source) => ({ name: source.path, sources: [source], asIs: AS_IT_IS.test(source.path) })),
    ...[...folders].map(([folder, files]) => ({
      name: folder === "" ? (files[0]?.path ?? "") : folder,
      sources: files,
      asIs: false,
    })),
  ];
}

export function chosenFiles(files: Iterable<File>): Source[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** The files of a drop, with those of dropped folders. Must begin before the event ends, since it then forgets its items. */
export async function droppedFiles(drop: DataTransfer): Promise<Source[]> {
  const entries = [...drop.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesOf))).flat();
}

async function filesOf(entry: FileSystemEntry): Promise<Source[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => {
      (entry as FileSystemFileEntry).file(done, failed);
    });
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: Source[] = [];
  for (;;) {
    // a reader gives some hundred entries at a time
    const some = await new Promise<FileSystemEntry[]>((done, failed) => {
      reader.readEntries(done, failed);
    });
    if (some.length === 0) {
      return all;
    }
    all.push(...(await Promise.all(some.map(filesOf))).flat());
  }
}
