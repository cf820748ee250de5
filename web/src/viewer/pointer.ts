import { Fingers } from "./fingers";
import type { GrayWindow } from "./gray";
import { triple, type Triple } from "./grid";
import type { Picture } from "./picture";
import type { Drag, Viewer } from "./viewer";

/** How far a finger goes for one slice, in CSS pixels. */
const FINGER_STEP = 12;

/** A notch of a common wheel; trackpads send many small steps that add up. */
const NOTCH = 100;

/** Mouse, pen and touch on one plane, as OHIF and 3D Slicer have them. Returns what takes the listeners off again. */
export function listen(canvas: HTMLCanvasElement, picture: Picture, viewer: Viewer): () => void {
  const ended = new AbortController();
  const { name } = picture.plane;
  const fingers = new Fingers();
  let drag: { kind: Drag | "slices"; x: number; y: number; moved: boolean; window: GrayWindow } | null = null;
  let wheel = 0;

  function kindOf(event: PointerEvent): Drag | "slices" {
    if (event.button === 2) return "zoom";
    if (event.button === 1 || (event.button === 0 && event.shiftKey)) return "pan";
    const { drag: chosen } = viewer.state.get();
    // a finger has no wheel, and windows have buttons
    return event.pointerType === "touch" && chosen === "window" ? "slices" : chosen;
  }

  function down(event: PointerEvent): void {
    canvas.setPointerCapture(event.pointerId);
    if (event.pointerType === "touch") {
      fingers.put(event);
      if (fingers.count > 1) {
        end();
        return;
      }
    }
    const kind = kindOf(event);
    drag = { kind, x: event.offsetX, y: event.offsetY, moved: false, window: viewer.state.get().window };
    if (kind === "brush") {
      viewer.brush?.begin(picture.plane, picture.positionAt(event.offsetX, event.offsetY), event.ctrlKey);
    } else if (kind === "crosshair") {
      viewer.moveTo(picture.positionAt(event.offsetX, event.offsetY));
    }
  }

  /** What one finger or hand began is over. */
  function end(): void {
    if (drag?.kind === "brush") {
      viewer.brush?.end();
    }
    drag = null;
  }

  function move(event: PointerEvent): void {
    const pinch = fingers.move(event);
    if (pinch !== null) {
      viewer.zoom(name, pinch.factor);
      viewer.panBy(name, [pinch.dx / picture.scale(), pinch.dy / picture.scale()]);
      return;
    }
    const here = picture.positionAt(event.offsetX, event.offsetY);
    const voxel = triple((n) => Math.round(here[n]));
    viewer.pointed.set({ position: viewer.grid.contains(voxel) ? voxel : null });
    if (drag === null) {
      if (event.shiftKey && event.buttons === 0 && viewer.grid.contains(voxel)) {
        link(voxel);
      }
      return;
    }
    const [dx, dy] = [event.offsetX - drag.x, event.offsetY - drag.y];
    drag.moved ||= Math.hypot(dx, dy) > 3;
    if (drag.kind === "brush") {
      for (const each of coalesced(event)) {
        viewer.brush?.move(picture.plane, picture.positionAt(each.offsetX, each.offsetY));
      }
    } else if (drag.kind === "crosshair") {
      viewer.moveTo(here);
    } else if (drag.kind === "slices") {
      const steps = Math.trunc(dy / FINGER_STEP);
      drag.y += steps * FINGER_STEP;
      viewer.step(name, -steps);
    } else if (drag.moved) {
      dragged(drag, dx, dy);
      if (drag.kind !== "window") {
        [drag.x, drag.y] = [event.offsetX, event.offsetY];
      }
    }
  }

  /** The other planes follow the pointer; this one stays. */
  function link(voxel: Triple): void {
    viewer.moveTo(voxel);
  }

  function dragged({ kind, window }: { kind: Drag | "slices"; window: GrayWindow }, dx: number, dy: number): void {
    const scale = picture.scale();
    if (kind === "zoom") {
      viewer.zoom(name, Math.exp(-dy / 150));
    } else if (kind === "pan") {
      viewer.panBy(name, [dx / scale, dy / scale]);
    } else {
      const step = Math.max(1, window.width / 400);
      viewer.state.set({
        window: {
          width: Math.max(1, Math.round(window.width + dx * step)),
          level: Math.round(window.level + dy * step),
        },
      });
    }
  }

  function up(event: PointerEvent): void {
    fingers.lift(event);
    if (drag !== null && drag.kind !== "brush" && !drag.moved && event.button === 0 && event.type === "pointerup") {
      viewer.moveTo(picture.positionAt(event.offsetX, event.offsetY));
    }
    end();
  }

  function turn(event: WheelEvent): void {
    event.preventDefault();
    wheel += event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY || event.deltaX : event.deltaY * NOTCH;
    const steps = Math.trunc(wheel / NOTCH);
    if (event.ctrlKey) {
      viewer.zoom(name, Math.exp(-wheel / 400));
      wheel = 0;
    } else if (steps !== 0) {
      wheel -= steps * NOTCH;
      if (event.shiftKey && viewer.state.get().drag === "brush") {
        viewer.brush?.resize(-steps);
      } else {
        viewer.step(name, -steps);
      }
    }
  }

  const options = { signal: ended.signal };
  canvas.addEventListener("pointerdown", down, options);
  canvas.addEventListener("pointermove", move, options);
  canvas.addEventListener("pointerup", up, options);
  canvas.addEventListener("pointercancel", up, options);
  canvas.addEventListener(
    "pointerleave",
    () => {
      viewer.pointed.set({ position: null });
    },
    options,
  );
  canvas.addEventListener("wheel", turn, { ...options, passive: false });
  canvas.addEventListener(
    "contextmenu",
    (event) => {
      event.preventDefault();
    },
    options,
  );
  canvas.addEventListener(
    "mousedown",
    (event) => {
      if (event.button === 1) {
        event.preventDefault(); // else Windows scrolls
      }
    },
    options,
  );
  return () => {
    ended.abort();
  };
}

/** The points that a fast hand passed between two frames. */
function coalesced(event: PointerEvent): PointerEvent[] {
  const passed = event.getCoalescedEvents();
  return passed.length > 0 ? passed : [event];
}
