import { useTranslation } from "react-i18next";
import type { Comparison } from "./timeline";

const ICONS: Record<string, string> = {
  CHANGED: "▲",
  NOT_DISTINGUISHABLE: "≈",
  DIFFERENT_BREATH: "◯",
  NOT_COMPARABLE: "⊘",
  RANGE_UNKNOWN: "?",
};

/** In the page's own words; never "stable". A verdict that the page does not know is told by its code. */
export function Verdict({ comparison }: { comparison: Comparison | undefined }) {
  const { t, i18n } = useTranslation();
  if (comparison === undefined) {
    return <>–</>;
  }
  const { verdict, differenceMl, reasons } = comparison;
  const icon = verdict === "CHANGED" && differenceMl < 0 ? "▼" : (ICONS[verdict] ?? "•");
  return (
    <>
      <span aria-hidden="true">{icon}</span> {t(`followup.verdict.${verdict}`, { defaultValue: verdict })}
      {reasons.length > 0 && (
        <p className="small">
          {reasons.map((reason) => t(`followup.reason.${reason}`, { defaultValue: reason })).join(", ")}
        </p>
      )}
      {verdict !== "NOT_COMPARABLE" && (
        <p className="small">
          {differenceMl.toLocaleString(i18n.language, { signDisplay: "exceptZero", maximumFractionDigits: 1 })} mL
        </p>
      )}
    </>
  );
}
