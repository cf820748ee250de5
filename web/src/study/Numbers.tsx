import { useTranslation } from "react-i18next";
import { ml, percent, whole } from "./figures";
import { LungDrawing } from "./LungDrawing";
import type { Result } from "./result";

/** What a radiologist wants to know within ten seconds. */
export function Numbers({ result }: { result: Result }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const { volumesMl, burdenPercent, severity, interval } = result;
  const rows: [string, number, number][] = [
    ["groundGlass", volumesMl.groundGlass, burdenPercent.groundGlass],
    ["highOpacity", volumesMl.highOpacity, burdenPercent.highOpacity],
  ];
  const [from, to] = interval?.pneumoniaMl ?? [0, 0];
  const range = { from: whole(from, language), to: whole(to, language) };
  const nothing = volumesMl.pneumonia < 0.05;
  return (
    <section className="numbers" aria-label={t("study.opacity")}>
      <h2>{t("study.opacity")}</h2>
      {nothing ? (
        <p className="largest" data-testid="opacity">
          {t(interval === undefined ? "study.noneFound" : "study.noneFoundUpTo", range)}
        </p>
      ) : (
        <p className="largest" data-testid="opacity">
          {ml(volumesMl.pneumonia, language)} <small>{percent(burdenPercent.pneumonia, language)}</small>
        </p>
      )}
      {interval !== undefined && !nothing && (
        <p
          className="range"
          title={interval.measured === undefined ? undefined : t("study.rangeMeans", interval.measured)}
        >
          {t("study.range", range)}
        </p>
      )}
      <table>
        <tbody>
          {rows.map(([name, volume, share]) => (
            <tr key={name}>
              <th scope="row" className="swatch" data-label={name}>
                {t(`study.${name}`)}
              </th>
              <td>{ml(volume, language)}</td>
              <td>{percent(share, language)}</td>
            </tr>
          ))}
          {(result.lungs ?? []).map((lung) => (
            <tr key={lung.side}>
              <th scope="row">{t(`study.side.${lung.side}`, { defaultValue: lung.side })}</th>
              <td>{ml(lung.lungMl, language)}</td>
              <td>{percent(lung.pneumoniaPercent, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <LungDrawing regions={result.regions} />
      {severity !== undefined && (
        <p>
          {t("study.score", {
            zonal: severity.zonal,
            of: severity.of,
            high: percent(severity.highOpacityPercent, language),
          })}
        </p>
      )}
      {volumesMl.highOpacity > 0 && <p className="small">{t("study.fluid")}</p>}
    </section>
  );
}
