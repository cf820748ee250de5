import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, got, type Job } from "../api/client";
import { call } from "../study/result";
import { restoreUids } from "../upload/dicom/restore";
import { originalsOf } from "../upload/originals";

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
          {originals.data && file.name.endsWith(".dcm") ? (
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
        <a href={`/v1/jobs/${encodeURIComponent(id)}/files.zip`} download>
          {t("worklist.allFiles")}
        </a>
      </li>
      {(error ?? fault) !== "" && <li role="alert">{error?.message ?? fault}</li>}
    </ul>
  );
}

async function save(href: string, name: string, originals: ReadonlyMap<string, string>): Promise<void> {
  const file = new Uint8Array(await (await call(href)).arrayBuffer());
  const blob = new Blob([(await restoreUids(file, originals)) as BlobPart], { type: "application/dicom" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function size(bytes: number, language: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return value.toLocaleString(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 });
}
