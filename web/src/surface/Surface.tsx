import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { LabelFile } from "../viewer/volume";
import { surface } from "./mesh";
import { Scene } from "./scene";
import { sides } from "./sides";
import "./surface.css";

const LABELS: readonly ((label: number) => boolean)[] = [(l) => l > 0, (l) => l === 2, (l) => l === 3];
const TURN = Math.PI / 12;

interface View {
  readonly around: number;
  readonly over: number;
  readonly zoom: number;
}
const FRONT: View = { around: 0, over: 0, zoom: 1 };

/** Lungs and lesions in three dimensions, as they are now. */
export default function Surface({ labels, onClose }: { labels: LabelFile; onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scene, setScene] = useState<Scene | null>(null);
  const [missing, setMissing] = useState(false);
  const [view, setView] = useState(FRONT);

  useEffect(() => {
    dialog.current?.showModal();
    const gl = canvas.current?.getContext("webgl2", { antialias: true, preserveDrawingBuffer: true });
    if (!gl) {
      setMissing(true);
      return;
    }
    setScene(
      new Scene(
        gl,
        LABELS.map((inside) => surface(labels.grid, labels.labels, inside)),
      ),
    );
  }, [labels]);

  useEffect(() => {
    scene?.draw(view.around, view.over, view.zoom);
  }, [scene, view]);

  const turn = (around: number, over: number) => {
    setView((now) => ({ ...now, around: now.around + around, over: Math.max(-1.5, Math.min(1.5, now.over + over)) }));
  };
  const zoom = (factor: number) => {
    setView((now) => ({ ...now, zoom: Math.min(8, Math.max(0.5, now.zoom * factor)) }));
  };
  const drag = (event: PointerEvent) => {
    if (event.buttons === 1) {
      turn(event.movementX / 150, event.movementY / 150);
    }
  };
  const key = (event: KeyboardEvent) => {
    const turns: Record<string, [number, number]> = {
      ArrowLeft: [-TURN, 0],
      ArrowRight: [TURN, 0],
      ArrowUp: [0, -TURN],
      ArrowDown: [0, TURN],
    };
    const way = turns[event.key];
    if (way !== undefined) {
      event.preventDefault();
      turn(...way);
    }
  };
  const [left, right] = sides(view.around);
  const buttons: [string, string, () => void][] = [
    [
      "left",
      "↶",
      () => {
        turn(-TURN, 0);
      },
    ],
    [
      "right",
      "↷",
      () => {
        turn(TURN, 0);
      },
    ],
    [
      "up",
      "↑",
      () => {
        turn(0, -TURN);
      },
    ],
    [
      "down",
      "↓",
      () => {
        turn(0, TURN);
      },
    ],
    [
      "closer",
      "⊕",
      () => {
        zoom(1.25);
      },
    ],
    [
      "farther",
      "⊖",
      () => {
        zoom(0.8);
      },
    ],
    [
      "front",
      "⟲",
      () => {
        setView(FRONT);
      },
    ],
  ];
  return (
    <dialog ref={dialog} className="surface" aria-label={t("viewer.surface.title")} onClose={onClose}>
      {missing && <p role="alert">{t("viewer.surface.missing")}</p>}
      <div className="solid">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={t("viewer.surface.title")}
          onPointerMove={drag}
          onKeyDown={key}
          onWheel={(event) => {
            zoom(Math.exp(-event.deltaY / 400));
          }}
        />
        <span data-edge="left">{left}</span>
        <span data-edge="right">{right}</span>
      </div>
      <div className="buttons">
        {buttons.map(([name, icon, press]) => (
          <button
            key={name}
            type="button"
            title={t(`viewer.surface.${name}`)}
            aria-label={t(`viewer.surface.${name}`)}
            onClick={press}
          >
            <span aria-hidden="true">{icon}</span>
          </button>
        ))}
        <button type="button" onClick={() => dialog.current?.close()}>
          {t("viewer.help.close")}
        </button>
      </div>
    </dialog>
  );
}
