import { useTranslation } from "react-i18next";
import type { Result } from "./result";

/** What the service doubts, as the sentences that came with the result. */
export function Flags({ quality }: { quality: Result["quality"] }) {
  const { t } = useTranslation();
  if (quality.length === 0) {
    return <span className="flags">{t("study.noFlags")}</span>;
  }
  return (
    <details className="flags">
      <summary>
        <span aria-hidden="true">⚠ </span>
        {quality.length === 1 ? quality[0]?.message : t("study.flags", { count: quality.length })}
      </summary>
      <ul>
        {quality.map(({ code, message }, n) => (
          <li key={`${code}${n}`}>{message}</li>
        ))}
      </ul>
    </details>
  );
}
