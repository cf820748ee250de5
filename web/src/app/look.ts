import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const THEME = "lungburden.theme";
const LANGUAGE = "lungburden.language";
const THEMES: readonly Theme[] = ["system", "light", "dark"];
const listeners = new Set<() => void>();

/** A browser may forbid to keep anything; the choice then lasts as long as the page. */
function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // see above
  }
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keptLanguage(): string | null {
  return kept(LANGUAGE);
}

export function keepLanguage(language: string): void {
  keep(LANGUAGE, language);
}

function theme(): Theme {
  return THEMES.find((each) => each === document.documentElement.dataset["theme"]) ?? "system";
}

function show(chosen: string | null): void {
  document.documentElement.dataset["theme"] = THEMES.find((each) => each === chosen) ?? "system";
}

/** Shows the theme that was chosen last. */
export function startLook(): void {
  show(kept(THEME));
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const now = useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, theme);
  const choose = (chosen: Theme) => {
    keep(THEME, chosen);
    show(chosen);
    listeners.forEach((changed) => {
      changed();
    });
  };
  return [now, choose];
}
