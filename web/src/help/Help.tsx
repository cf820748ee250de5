import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

const PARTS = ["upload", "names", "states", "keys", "range", "notice"] as const;

/** What the page is for and how to use it, on one sheet. */
export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t("help.title")}</h2>
      <dl>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{t(`help.${part}.title`)}</dt>
            <dd>{t(`help.${part}.text`)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href="/swagger-ui" target="_blank" rel="noreferrer">
          {t("help.contract")}
        </a>
      </p>
      <button type="button" className="primary" onClick={() => dialog.current?.close()}>
        {t("help.close")}
      </button>
    </dialog>
  );
}
