import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, got, type Job } from "../api/client";
import { call } from "../study/result";
import { namesUids, restoreFile } from "../upload/dicom/restore";
import { originalsOf } from "../upload/originals";
import { saveAs, ZipLink } from "./ZipLink";

/** The files of a measured study. DICOM files of a de-identified upload get the UIDs of the scan back on the way. */
export function Downloads({ job, name }: { job: Job; name: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="downloads"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary aria-label={t("worklist.filesNamed", { name })}>{t("worklist.files")}</summary>
      {open && <Files id={job.id} />}
    </details>
  );
}

function Files({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ["artifacts", id],
    queryFn: () => got(api.GET("/v1/jobs/{id}/artifacts", { params: { path: { id } } })),
  });
  const originals = useQuery({ queryKey: ["originals", id], queryFn: async () => (await originalsOf(id)) ?? null });
  const [fault, setFault] = useState("");
  return (
    <ul className="menu">
      {data?.items.map((file) => (
        <li key={file.name}>
          {originals.data && namesUids(file.name) ? (
            <button
              type="button"
              onClick={() => {
                save(file.href, file.name, originals.data ?? new Map<string, string>()).catch((error: unknown) => {
                  setFault(error instanceof Error ? error.message : String(error));
                });
              }}
            >
              {file.name}
            </button>
          ) : (
            <a href={file.href} download={file.name}>
              {file.name}
            </a>
          )}{" "}
          <span className="small">{size(file.sizeBytes, i18n.language)}</span>
        </li>
      ))}
      <li>
        <ZipLink
          href={`/v1/jobs/${encodeURIComponent(id)}/files.zip`}
          words={t("worklist.allFiles")}
          originals={originals.data}
        />
      </li>
      {(error ?? fault) !== "" && <li role="alert">{error?.message ?? fault}</li>}
    </ul>
  );
}

async function save(href: string, name: string, originals: ReadonlyMap<string, string>): Promise<void> {
  const file = new Uint8Array(await (await call(href)).arrayBuffer());
  saveAs(new Blob([(await restoreFile(name, file, originals)) as BlobPart]), name);
}

function size(bytes: number, language: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return value.toLocaleString(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 });
}
