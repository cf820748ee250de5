import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { components } from "../api/schema";

/** One measure of each corrected study; a click opens the study. */
export function CorrectedStudies(props: { studies: components["schemas"]["CorrectedStudy"][]; measure: string }) {
  const { t, i18n } = useTranslation();
  const figure = (value: number | undefined, digits = 1) =>
    value?.toLocaleString(i18n.language, { minimumFractionDigits: digits, maximumFractionDigits: digits }) ?? "–";
  return (
    <section aria-labelledby="corrected-studies">
      <h2 id="corrected-studies">{t("agreement.studies")}</h2>
      <table className="jobs">
        <thead>
          <tr>
            <th scope="col">{t("worklist.study")}</th>
            <th scope="col">{t("agreement.revision")}</th>
            <th scope="col">{t("agreement.automatic")}</th>
            <th scope="col">{t("agreement.corrected")}</th>
            <th scope="col">{t("agreement.difference")}</th>
            <th scope="col">Dice</th>
          </tr>
        </thead>
        <tbody>
          {props.studies.map(({ job, reference, revision, accepted, measures }) => {
            const own = measures.find(({ measure }) => measure === props.measure);
            return (
              <tr key={job}>
                <th scope="row">
                  <Link href={`/studies/${job}`}>{reference ?? t("worklist.unnamed", { id: job.slice(0, 8) })}</Link>
                </th>
                <td>
                  {revision}
                  {accepted && ` (${t("agreement.accepted")})`}
                </td>
                <td>{figure(own?.automatic)}</td>
                <td>{figure(own?.corrected)}</td>
                <td>{figure(own?.difference)}</td>
                <td>{figure(own?.dice, 3)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
