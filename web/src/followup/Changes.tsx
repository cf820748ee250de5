import { useTranslation } from "react-i18next";
import { useFigures } from "./ScanTable";
import { dayOf, judged, type Scan } from "./timeline";
import { Verdict } from "./Verdict";

interface ChoiceProps {
  name: "left" | "right";
  scans: Scan[];
  chosen: number;
  from: number;
  to: number;
  onChoose: (n: number) => void;
}

/** Which scan a picture shows. */
export function Choice({ name, scans, chosen, from, to, onChoose }: ChoiceProps) {
  const { t, i18n } = useTranslation();
  return (
    <label className="choice">
      {t(`followup.beside.${name}`)}
      <select
        value={chosen}
        onChange={(event) => {
          onChoose(Number(event.target.value));
        }}
      >
        {scans.slice(from, to + 1).map((scan, n) => (
          <option key={scan.job} value={from + n}>
            {dayOf(scan, i18n.language)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The figures of two scans, and what the service says of their difference. */
export function Changes({ scans, left, right }: { scans: Scan[]; left: number; right: number }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const pair = [scans[left], scans[right]].filter((scan) => scan !== undefined);
  const verdict = judged(scans, left, right);
  return (
    <>
      <table className="changes">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("followup.beside.first")}</th>
            <th scope="col">{t("followup.beside.second")}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ name, of, note }) => (
            <tr key={name}>
              <th scope="row">{t(`followup.column.${name}`)}</th>
              {pair.map((scan) => (
                <td key={scan.job}>
                  {of(scan)}
                  {note?.(scan) !== undefined && <p className="small">{note(scan)}</p>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="verdict" role="status">
        {verdict === undefined ? t("followup.beside.unjudged") : <Verdict comparison={verdict} />}
      </div>
    </>
  );
}
