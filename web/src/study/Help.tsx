import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

const KEYS: readonly [string, string][] = [
  ["↑ ↓ ← →", "slice"],
  ["Home End", "ends"],
  ["1 2 3", "windows"],
  ["G", "overlay"],
  ["N, Shift+N", "lesion"],
  ["B", "brush"],
  ["E", "eraser"],
  ["[ ]", "size"],
  ["Q W", "label"],
  ["I", "limit"],
  ["F", "fill"],
  ["Ctrl+Z, Ctrl+Y", "undo"],
  ["Esc", "leave"],
  ["?", "help"],
];
const MOUSE = [
  "left",
  "click",
  "right",
  "middle",
  "wheel",
  "zoom",
  "linked",
  "touch",
  "paint",
  "erase",
  "size",
] as const;

/** Mouse and keys at a glance. */
export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="help" aria-label={t("viewer.help.title")} onClose={onClose}>
      <h2>{t("viewer.help.title")}</h2>
      <dl>
        {KEYS.map(([keys, name]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`viewer.help.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <ul>
        {MOUSE.map((name) => (
          <li key={name}>{t(`viewer.help.mouse.${name}`)}</li>
        ))}
      </ul>
      <button type="button" onClick={() => dialog.current?.close()}>
        {t("viewer.help.close")}
      </button>
    </dialog>
  );
}
