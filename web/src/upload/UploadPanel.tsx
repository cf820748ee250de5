import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { chosenFiles, droppedFiles, intakes } from "./intake";
import type { Source } from "./dicom/studies";
import { UploadRow } from "./UploadRow";
import { Uploads, type Wishes } from "./uploads";
import "./upload.css";

/** Of this tab; an upload goes on while the user looks at another view. */
const uploads = new Uploads();

const NO_WISHES: Wishes = { reference: "", subject: "", batch: "", keepDates: false };
const LONGEST_LABEL = 128;

/** Where files come in: dropped, or chosen. */
export function UploadPanel() {
  const { t } = useTranslation();
  const all = useSyncExternalStore(uploads.subscribe, uploads.all);
  const [wishes, setWishes] = useState(NO_WISHES);
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useArrivals();

  const take = (sources: Source[]) => {
    const found = intakes(sources);
    const batch =
      found.length > 1 && wishes.batch === "" ? `upload-${new Date().toISOString().slice(0, 19)}Z` : wishes.batch;
    uploads.add(found, { ...wishes, batch });
  };
  const chosen = (input: HTMLInputElement) => {
    take(chosenFiles(input.files ?? []));
    // the same file can be chosen again
    input.value = "";
  };

  return (
    <section className="upload" aria-label={t("upload.title")}>
      <div
        className="drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void droppedFiles(event.dataTransfer).then(take);
        }}
      >
        <p className="call">{t("upload.drop")}</p>
        <p>{t("upload.names")}</p>
        <div className="buttons">
          <button type="button" className="primary" onClick={() => files.current?.click()}>
            {t("upload.files")}
          </button>
          <button type="button" className="primary" onClick={() => folder.current?.click()}>
            {t("upload.folder")}
          </button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          data-testid="files"
          onChange={(event) => {
            chosen(event.target);
          }}
        />
        <input
          ref={folder}
          type="file"
          webkitdirectory=""
          hidden
          data-testid="folder"
          onChange={(event) => {
            chosen(event.target);
          }}
        />
      </div>
      <details className="wishes">
        <summary>{t("upload.labels")}</summary>
        {(["reference", "subject", "batch"] as const).map((label) => (
          <label key={label}>
            {t(`upload.${label}`)}
            <input
              type="text"
              maxLength={LONGEST_LABEL}
              value={wishes[label]}
              onChange={(event) => {
                setWishes({ ...wishes, [label]: event.target.value });
              }}
            />
          </label>
        ))}
        <label className="check">
          <input
            type="checkbox"
            checked={wishes.keepDates}
            onChange={(event) => {
              setWishes({ ...wishes, keepDates: event.target.checked });
            }}
          />
          {t("upload.keepDates")}
        </label>
        <p className="small">{t("upload.noNames")}</p>
      </details>
      {all.length > 0 && (
        <ul className="uploads" aria-label={t("upload.list")}>
          {all.map((upload) => (
            <UploadRow key={upload.id} upload={upload} uploads={uploads} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Fetches the list again when studies have arrived. A study that was sent alone opens by itself. */
function useArrivals(): void {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const arrived = useRef(new Set(uploads.all().flatMap(({ jobs }) => jobs)));
  useEffect(
    () =>
      uploads.subscribe(() => {
        const all = uploads.all();
        const jobs = all.filter(({ state }) => state === "sent").flatMap((upload) => upload.jobs);
        const fresh = jobs.filter((job) => !arrived.current.has(job));
        if (fresh.length === 0) {
          return;
        }
        fresh.forEach((job) => arrived.current.add(job));
        void queries.invalidateQueries({ queryKey: ["jobs"] });
        const [alone] = all;
        if (all.length === 1 && alone?.jobs.length === 1 && alone.leftOut.length === 0) {
          uploads.dismiss(alone.id);
          go(`/studies/${fresh[0] ?? ""}`);
        }
      }) as () => void,
    [queries, go],
  );
}
