import { useTranslation } from "react-i18next";
import { percent, whole } from "./figures";
import type { Result } from "./result";

/** What one asks in the second minute: density, the series and why, the model. */
export function Details({ result }: { result: Result }) {
  const { t, i18n } = useTranslation();
  const { study, density, aeration, model } = result;
  return (
    <section className="details">
      <h2>{t("study.details")}</h2>
      <dl>
        {density.map(({ of, meanHu, p50Hu }) => (
          <div key={of}>
            <dt>{t(`study.density.${of}`, { defaultValue: of })}</dt>
            <dd>
              {p50Hu === undefined
                ? `${whole(meanHu, i18n.language)} HU`
                : t("study.meanMedian", { mean: whole(meanHu, i18n.language), median: whole(p50Hu, i18n.language) })}
            </dd>
          </div>
        ))}
        {aeration?.wellAeratedPercent !== undefined && (
          <div>
            <dt>{t("study.wellAerated")}</dt>
            <dd>{percent(aeration.wellAeratedPercent, i18n.language)}</dd>
          </div>
        )}
        <div>
          <dt>{t("study.scan")}</dt>
          <dd>
            {study.columns} × {study.rows} × {study.slices}, {study.spacingMm.map((mm) => mm.toFixed(2)).join(" × ")} mm
          </dd>
        </div>
        {study.series !== undefined && (
          <div>
            <dt>{t("study.series")}</dt>
            <dd>{study.series.reason}</dd>
          </div>
        )}
        <div>
          <dt>{t("study.model")}</dt>
          <dd>
            {model.name} {model.version}
          </dd>
        </div>
      </dl>
      <p className="small">{result.notice}</p>
    </section>
  );
}
