import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";

/** Each measure over all studies; a figure that needs more studies is a dash. */
export function Measures({ measures }: { measures: components["schemas"]["AgreeingMeasure"][] }) {
  const { t, i18n } = useTranslation();
  const figure = (value: number, digits: number) =>
    value.toLocaleString(i18n.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <table className="jobs">
      <thead>
        <tr>
          <th scope="col">{t("agreement.measure")}</th>
          <th scope="col">{t("agreement.dice")}</th>
          <th scope="col">{t("agreement.bias")}</th>
          <th scope="col">{t("agreement.limits")}</th>
          <th scope="col">{t("agreement.r")}</th>
          <th scope="col">{t("agreement.rho")}</th>
          <th scope="col">n</th>
        </tr>
      </thead>
      <tbody>
        {measures.map(({ measure, unit, n, dice, blandAltman, pearson, spearman }) => (
          <tr key={measure}>
            <th scope="row">
              {t(`statistics.of.${measure}`, { defaultValue: measure })} ({unit})
            </th>
            <td>
              {dice === undefined
                ? "–"
                : t("agreement.ofThem", {
                    median: figure(dice.median, 2),
                    from: figure(dice.q1, 2),
                    to: figure(dice.q3, 2),
                  })}
            </td>
            <td>{blandAltman === undefined ? t("agreement.tooFew") : figure(blandAltman.bias, 1)}</td>
            <td>
              {blandAltman === undefined
                ? "–"
                : t("agreement.range", {
                    from: figure(blandAltman.lowerLimit, 1),
                    to: figure(blandAltman.upperLimit, 1),
                  })}
            </td>
            <td>{pearson === undefined ? "–" : figure(pearson.coefficient, 2)}</td>
            <td>{spearman === undefined ? "–" : figure(spearman.coefficient, 2)}</td>
            <td>{n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
