import { useTranslation } from "react-i18next";

const ICONS: Record<string, string> = { QUEUED: "◷", RUNNING: "▷", SUCCEEDED: "✓", FAILED: "✕", CANCELLED: "⊘" };

/** A state by icon and word, never by color alone. Newer services may know other states. */
export function State({ status }: { status: string }) {
  const { t } = useTranslation();
  return (
    <span className="job-state" data-status={status}>
      <span aria-hidden="true">{ICONS[status] ?? "•"}</span> {t(`state.${status}`, { defaultValue: status })}
    </span>
  );
}
