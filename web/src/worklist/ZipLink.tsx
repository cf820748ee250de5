import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { holdSpool } from "../upload/dicom/spool";
import type { Restored, RestoreTask } from "../upload/dicom/restoreWorker";

interface ZipLinkProps {
  href: string;
  words: string;
  /** What stands for the replaced UIDs; without any the zip comes as the service has it. */
  originals: ReadonlyMap<string, string> | null | undefined;
}

/** A zip of the service's files, in which studies that this browser sent have their original UIDs again. */
export function ZipLink({ href, words, originals }: ZipLinkProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useMutation({
    mutationFn: restored,
    onSuccess: (zip) => {
      saveAs(zip, `${href.split("/").at(-2) ?? "lungburden"}-files.zip`);
    },
  });
  if (!originals || originals.size === 0) {
    return (
      <a className="button" href={href} download>
        {words}
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        title={t("worklist.restored")}
        disabled={isPending}
        onClick={() => {
          mutate({ href: new URL(href, location.href).href, originals });
        }}
      >
        {words}
      </button>
      {isPending && (
        <span role="status" className="small">
          {t("worklist.restoring")}
        </span>
      )}
      {error !== null && (
        <span role="alert" className="fault">
          {t("worklist.notRestored", { why: error.message })}
        </span>
      )}
    </>
  );
}

let held = false;

/** In a worker, so that the page answers meanwhile. */
function restored(task: RestoreTask): Promise<Blob> {
  if (!held) {
    // until this tab ends, since nobody tells when the browser has copied the file
    holdSpool();
    held = true;
  }
  const worker = new Worker(new URL("../upload/dicom/restoreWorker.ts", import.meta.url), { type: "module" });
  return new Promise<Blob>((done, failed) => {
    worker.onerror = () => {
      failed(new Error("worker"));
    };
    worker.onmessage = ({ data }: MessageEvent<Restored>) => {
      if ("zip" in data) {
        done(data.zip);
      } else {
        failed(new Error(data.failed));
      }
    };
    worker.postMessage(task);
  }).finally(() => {
    worker.terminate();
  });
}

const KEPT_MS = 60_000;

/** Hands a file to the user as a download. */
export function saveAs(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, KEPT_MS);
}
