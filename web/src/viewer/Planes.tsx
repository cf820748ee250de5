import type { KeyboardEvent } from "react";
import { keyOf, type Command } from "./keys";
import { PlaneCanvas } from "./PlaneCanvas";
import { PLANES, type PlaneName } from "./planes";
import { useViewState, type Viewer } from "./viewer";
import "./viewer.css";

interface PlanesProps {
  viewer: Viewer;
  /** Hears the keys that mean something beyond looking. */
  onCommand: (command: Command) => void;
  names?: readonly PlaneName[];
}

/** The three planes, or some of them. */
export function Planes({ viewer, onCommand, names = PLANES }: PlanesProps) {
  const { maximized } = useViewState(viewer);

  function pressed(event: KeyboardEvent): void {
    const plane = (event.target as Element).closest<HTMLElement>("[data-plane]")?.dataset["plane"] as
      PlaneName | undefined;
    // keys of one letter work only while a picture has the focus, and can be turned off (WCAG 2.1.4)
    if (plane === undefined || !(event.target instanceof HTMLCanvasElement)) {
      return;
    }
    const command = keyOf(event, viewer, plane);
    if (command !== null) {
      event.preventDefault();
      if (command !== "done") {
        onCommand(command);
      }
    }
  }

  return (
    <div className="planes" data-maximized={maximized ?? undefined} onKeyDown={pressed}>
      {names.map((name) => (
        <PlaneCanvas key={name} viewer={viewer} name={name} />
      ))}
    </div>
  );
}
