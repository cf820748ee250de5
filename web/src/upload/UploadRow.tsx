import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { attributeName } from "./attributes";
import type { Upload, Uploads } from "./uploads";

/** One upload: what happens, what was left out and removed, and what the user can do. */
export function UploadRow({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { t } = useTranslation();
  const { id, state, fault, jobs } = upload;
  return (
    <li className="upload-row">
      <strong>{upload.name}</strong>
      <p role={state === "failed" ? "alert" : "status"} className={state === "failed" ? "fault" : undefined}>
        {sentence(upload, t)}
      </p>
      {state === "sending" && (
        <progress max={upload.bytes || 1} value={upload.sentBytes} aria-label={t("upload.progress")} />
      )}
      {state === "preparing" && <progress aria-label={t("upload.progress")} />}
      {(upload.leftOut.length > 0 || upload.removed.length > 0) && <Lists upload={upload} />}
      <div className="buttons">
        {(state === "sending" || state === "preparing") && (
          <button
            type="button"
            onClick={() => {
              uploads.cancel(id);
            }}
          >
            {t("upload.cancel")}
          </button>
        )}
        {((state === "failed" && fault?.kind !== "nothing") || state === "cancelled") && (
          <button
            type="button"
            onClick={() => {
              uploads.again(id);
            }}
          >
            {t("upload.again")}
          </button>
        )}
        {fault?.kind === "nothing" && (
          <button
            type="button"
            onClick={() => {
              uploads.asItIs(id);
            }}
          >
            {t("upload.asItIs")}
          </button>
        )}
        {jobs.map((job, n) => (
          <Link key={job} href={`/studies/${job}`} className="button">
            {t(jobs.length === 1 ? "upload.open" : "upload.openNumber", { n: n + 1 })}
          </Link>
        ))}
        {["sent", "failed", "cancelled"].includes(state) && (
          <button
            type="button"
            onClick={() => {
              uploads.dismiss(id);
            }}
          >
            {t("upload.dismiss")}
          </button>
        )}
      </div>
    </li>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function sentence(upload: Upload, t: Translate): string {
  const { state, asIs, counts, files, fault, bytes, sentBytes } = upload;
  const percent = bytes === 0 ? 0 : Math.floor((100 * sentBytes) / bytes);
  switch (state) {
    case "preparing":
      return t("upload.preparing", { done: counts.done, of: files, left: counts.leftOut });
    case "sending":
      return asIs
        ? t("upload.sendingAsIs", { percent })
        : t("upload.sending", { percent, count: counts.done, left: counts.leftOut });
    case "sent":
      return asIs ? t("upload.sentAsIs") : t("upload.sent", { count: counts.done, left: counts.leftOut });
    case "cancelled":
      return t(upload.jobs.length === 0 ? "upload.cancelled" : "upload.cancelledRest");
    case "failed":
      return t(`upload.fault.${fault?.kind ?? "broken"}`, {
        detail: fault?.kind === "refused" ? fault.detail : "",
      });
  }
}

function Lists({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("upload.lists", { left: upload.leftOut.length, removed: upload.removed.length })}</summary>
      {upload.leftOut.length > 0 && (
        <ul className="names">
          {upload.leftOut.map(({ path, reason }) => (
            <li key={path}>
              <code>{path}</code>: {t(`upload.reason.${reason}`)}
            </li>
          ))}
        </ul>
      )}
      {upload.removed.length > 0 && (
        <p>
          {t("upload.removed")}{" "}
          {upload.removed.map((tag) => (tag === 0 ? t("upload.private") : attributeName(tag))).join(", ")}
        </p>
      )}
    </details>
  );
}
