import { useTranslation } from "react-i18next";
import { PRESETS } from "./gray";
import { useViewState, type Drag, type Viewer } from "./viewer";

const DRAGS: readonly [Drag, string][] = [
  ["window", "◐"],
  ["crosshair", "✛"],
  ["pan", "✥"],
  ["zoom", "⚲"],
];

/** The rail of tools: what a drag does, a button for each thing that a drag can do, presets, what is drawn. */
export function Rail({ viewer, onSurface }: { viewer: Viewer; onSurface: () => void }) {
  const { t } = useTranslation();
  const state = useViewState(viewer);
  const { window } = state;
  const widen = (factor: number) => {
    viewer.state.set({ window: { ...window, width: Math.max(1, Math.round(window.width * factor)) } });
  };
  const raise = (hu: number) => {
    viewer.state.set({ window: { ...window, level: window.level + hu } });
  };
  const buttons: [string, string, () => void][] = [
    [
      "viewer.narrower",
      "W−",
      () => {
        widen(0.8);
      },
    ],
    [
      "viewer.wider",
      "W+",
      () => {
        widen(1.25);
      },
    ],
    [
      "viewer.brighter",
      "L−",
      () => {
        raise(-50);
      },
    ],
    [
      "viewer.darker",
      "L+",
      () => {
        raise(50);
      },
    ],
    [
      "viewer.reset",
      "⟲",
      () => {
        viewer.reset();
      },
    ],
  ];
  return (
    <div className="rail" role="toolbar" aria-orientation="vertical" aria-label={t("viewer.tools")}>
      {DRAGS.map(([drag, icon]) => (
        <RailButton
          key={drag}
          name={t(`viewer.drag.${drag}`)}
          icon={icon}
          pressed={state.drag === drag}
          onPress={() => {
            viewer.state.set({ drag });
          }}
        />
      ))}
      <hr />
      {(["mediastinum", "lung", "bone"] as const).map((name, n) => (
        <RailButton
          key={name}
          name={t(`viewer.preset.${name}`)}
          icon={`${n + 1}`}
          pressed={window.width === PRESETS[name].width && window.level === PRESETS[name].level}
          onPress={() => {
            viewer.state.set({ window: PRESETS[name] });
          }}
        />
      ))}
      <hr />
      {buttons.map(([name, icon, press]) => (
        <RailButton key={name} name={t(name)} icon={icon} onPress={press} />
      ))}
      <RailButton name={t("viewer.surface.title")} icon={t("viewer.surface.open")} onPress={onSurface} />
    </div>
  );
}

interface RailButtonProps {
  name: string;
  icon: string;
  pressed?: boolean;
  onPress: () => void;
}

export function RailButton({ name, icon, pressed, onPress }: RailButtonProps) {
  return (
    <button type="button" title={name} aria-label={name} aria-pressed={pressed} onClick={onPress}>
      <span aria-hidden="true">{icon}</span>
    </button>
  );
}
