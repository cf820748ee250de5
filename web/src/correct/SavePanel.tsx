import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { decimal, percent } from "../study/figures";
import { useAuthor } from "./author";
import type { Correction } from "./correction";
import type { Session } from "./session";
import type { Progress } from "./tools";

function stateOf({ kept, done }: Progress): string {
  return !kept ? "correct.notKept" : done === 0 ? "correct.begun" : "correct.unsaved";
}

/** Volumes before and now, counted as the brush paints, and what saves the correction. */
export function SavePanel({ correction, session, next }: { correction: Correction; session: Session; next: number }) {
  const { t } = useTranslation();
  const progress = useSyncExternalStore(correction.progress.subscribe, correction.progress.get);
  const [author, setAuthor] = useAuthor();
  const [comment, setComment] = useState("");
  const { kind } = session.state;
  return (
    <section className="save" aria-label={t("correct.save")}>
      <Volumes correction={correction} />
      <p role="status">{kind === "saving" ? t("correct.saving") : t(stateOf(progress))}</p>
      {session.state.kind === "failed" && (
        <p role="alert">{session.state.lost ? t("correct.noAnswer") : session.state.why}</p>
      )}
      <label className="wide">
        {t("correct.author")}
        <input
          required
          maxLength={128}
          autoComplete="name"
          value={author}
          onChange={(event) => {
            setAuthor(event.target.value);
          }}
        />
      </label>
      <label className="wide">
        {t("correct.comment")}
        <input
          maxLength={1000}
          value={comment}
          onChange={(event) => {
            setComment(event.target.value);
          }}
        />
      </label>
      <div className="buttons">
        <button
          type="button"
          className="main"
          disabled={kind === "saving" || progress.done === 0 || author.trim() === ""}
          onClick={() => {
            session.save(author.trim(), comment.trim());
          }}
        >
          {kind === "failed" ? t("correct.saveAgain") : t("correct.saveAs", { next })}
        </button>
        <button
          type="button"
          disabled={kind === "saving"}
          onClick={() => {
            session.discard();
          }}
        >
          {progress.done === 0 ? t("correct.stop") : t("correct.discard")}
        </button>
      </div>
    </section>
  );
}

function Volumes({ correction }: { correction: Correction }) {
  const { t, i18n } = useTranslation();
  const { counts } = useSyncExternalStore(correction.progress.subscribe, correction.progress.get);
  const before = volumes(correction.before, correction.base.grid.voxelMl);
  const now = volumes(counts, correction.base.grid.voxelMl);
  return (
    <table className="live">
      <thead>
        <tr>
          <td>mL</td>
          <th scope="col">{t("correct.before")}</th>
          <th scope="col">{t("correct.now")}</th>
        </tr>
      </thead>
      <tbody>
        {(["opacity", "groundGlass", "highOpacity", "lung"] as const).map((name) => (
          <tr key={name}>
            <th scope="row">{t(`study.${name}`)}</th>
            <td>{decimal(before[name], i18n.language)}</td>
            <td data-testid={`now-${name}`}>{decimal(now[name], i18n.language)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t("correct.burden")}</th>
          <td>{percent(before.burden, i18n.language)}</td>
          <td>{percent(now.burden, i18n.language)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Volumes in mL and the share of opacity in percent; the lung holds its lesions. */
function volumes([, one = 0, two = 0, three = 0]: readonly number[], voxelMl: number) {
  const lung = one + two + three;
  return {
    opacity: (two + three) * voxelMl,
    groundGlass: two * voxelMl,
    highOpacity: three * voxelMl,
    lung: lung * voxelMl,
    burden: lung === 0 ? 0 : ((two + three) / lung) * 100,
  };
}
