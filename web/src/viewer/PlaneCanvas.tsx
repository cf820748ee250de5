import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Picture } from "./picture";
import type { PlaneName } from "./planes";
import { listen } from "./pointer";
import { useViewState, type Viewer } from "./viewer";

/** One plane: a canvas that takes the focus, the ring of the brush, and the buttons that belong to it. */
export function PlaneCanvas({ viewer, name }: { viewer: Viewer; name: PlaneName }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const { position, maximized, drag } = useViewState(viewer);
  const plane = viewer.planes[name];

  useEffect(() => {
    const element = canvas.current;
    if (element === null || ring.current === null) {
      return undefined;
    }
    const picture = new Picture(viewer, viewer.planes[name], element);
    const draw = () => {
      picture.draw();
    };
    const redraw = () => {
      viewer.frames.ask(element, draw);
    };
    const size = new ResizeObserver(redraw);
    size.observe(element);
    const ends = [
      viewer.state.subscribe(redraw),
      listen(element, picture, viewer),
      follow(element, ring.current, picture, viewer),
      () => {
        size.disconnect();
        viewer.frames.drop(element);
      },
    ];
    return () => {
      ends.forEach((end) => {
        end();
      });
    };
  }, [viewer, name]);

  const maximize = () => {
    viewer.state.set({ maximized: maximized === name ? null : name });
  };
  const slice = { slice: position[plane.through] + 1, of: plane.depth };
  return (
    <div className="plane" data-plane={name} hidden={maximized !== null && maximized !== name}>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-roledescription={t("viewer.plane")}
        aria-label={`${t(`viewer.${name}`)}, ${t("viewer.slice", slice)}`}
        onDoubleClick={drag === "brush" ? undefined : maximize}
      />
      <div ref={ring} className="ring" hidden />
      <output className="plane-slice">{t("viewer.slice", slice)}</output>
      <div className="plane-buttons">
        <button
          type="button"
          title={t("viewer.previous")}
          aria-label={t("viewer.previous")}
          onClick={() => {
            viewer.step(name, -1);
          }}
        >
          −
        </button>
        <button
          type="button"
          title={t("viewer.next")}
          aria-label={t("viewer.next")}
          onClick={() => {
            viewer.step(name, 1);
          }}
        >
          +
        </button>
        <button
          type="button"
          title={t("viewer.zoomOut")}
          aria-label={t("viewer.zoomOut")}
          onClick={() => {
            viewer.zoom(name, 0.8);
          }}
        >
          ⊖
        </button>
        <button
          type="button"
          title={t("viewer.zoomIn")}
          aria-label={t("viewer.zoomIn")}
          onClick={() => {
            viewer.zoom(name, 1.25);
          }}
        >
          ⊕
        </button>
        <button
          type="button"
          aria-pressed={maximized === name}
          title={t("viewer.maximize")}
          aria-label={t("viewer.maximize")}
          onClick={maximize}
        >
          ⤢
        </button>
      </div>
    </div>
  );
}

/** The ring shows how large the brush is, beside the drawing so that a moving hand redraws nothing. */
function follow(canvas: HTMLCanvasElement, ring: HTMLDivElement, picture: Picture, viewer: Viewer): () => void {
  let last: readonly [number, number] | null = null;
  const place = () => {
    const brush = viewer.brush;
    ring.hidden = last === null || brush === null || viewer.state.get().drag !== "brush";
    if (last !== null && brush !== null && !ring.hidden) {
      const across = Math.max(4, 2 * brush.radiusMm() * picture.scale());
      ring.style.inlineSize = ring.style.blockSize = `${across}px`;
      ring.style.transform = `translate(${last[0] - across / 2}px, ${last[1] - across / 2}px)`;
    }
  };
  const move = (event: PointerEvent) => {
    last = [event.offsetX, event.offsetY];
    place();
  };
  const leave = () => {
    last = null;
    place();
  };
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerleave", leave);
  const unsubscribe = viewer.state.subscribe(place);
  return () => {
    canvas.removeEventListener("pointermove", move);
    canvas.removeEventListener("pointerleave", leave);
    unsubscribe();
  };
}
