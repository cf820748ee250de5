import { correct, study, viewer } from "./de.study";
import type { Words } from "./en";

export const de: Words = {
  app: {
    name: "LungBurden",
    notice: "Nur für die Forschung. Nicht zur Diagnose.",
  },
  worklist: { title: "Untersuchungen" },
  study,
  viewer,
  correct,
};
