import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Overlay } from "../viewer/Overlay";
import { useViewState, type Viewer } from "../viewer/viewer";
import { Changes, Choice } from "./Changes";
import { SidePicture } from "./SidePicture";
import { useLink, useSide } from "./sides";
import type { Scan } from "./timeline";
import "../study/study.css";

/** Two scans of a patient, the later one at the right, and their figures beside the pictures. */
export function Beside({ scans }: { scans: Scan[] }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(scans.length - 2);
  const [right, setRight] = useState(scans.length - 1);
  const [linked, setLinked] = useState(true);
  const section = useRef<HTMLElement>(null);
  const first = useSide(scans[left]?.job ?? "");
  const second = useSide(scans[right]?.job ?? "");
  useLink(first.side, second.side, linked);

  useEffect(() => {
    section.current?.scrollIntoView();
    section.current?.focus({ preventScroll: true });
  }, []);

  const viewer = second.side?.viewer ?? first.side?.viewer;
  const change = () => {
    setLinked(!linked);
  };
  return (
    <section ref={section} className="beside" aria-label={t("followup.beside.title")} tabIndex={-1}>
      <div className="figures">
        <Choice
          name="left"
          scans={scans}
          chosen={left}
          from={0}
          to={scans.length - 2}
          onChoose={(n) => {
            setLeft(n);
            setRight(right > n ? right : scans.length - 1);
          }}
        />
        <Choice name="right" scans={scans} chosen={right} from={left + 1} to={scans.length - 1} onChoose={setRight} />
        <Changes scans={scans} left={left} right={right} />
        <label className="check">
          <input type="checkbox" checked={linked} onChange={change} /> {t("followup.beside.linked")}
        </label>
        {!linked && <p className="small">{t("followup.beside.free")}</p>}
        {viewer !== undefined && <Overlay viewer={viewer} />}
        <p className="small">{t("followup.beside.keys")}</p>
        {viewer !== undefined && <KeySwitch viewer={viewer} />}
      </div>
      <SidePicture name="left" scan={scans[left]} shown={first} onLink={change} />
      <SidePicture name="right" scan={scans[right]} shown={second} onLink={change} />
    </section>
  );
}

/** Keys of one letter can be turned off (WCAG 2.1.4). */
function KeySwitch({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const { keys } = useViewState(viewer);
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={keys}
        onChange={() => {
          viewer.state.set({ keys: !keys });
        }}
      />{" "}
      {t("followup.beside.keysOn")}
    </label>
  );
}
