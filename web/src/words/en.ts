import { correct, study, viewer } from "./en.study";

/** Every word that the page shows. Other languages have the same keys, see `Words`. */
export const en = {
  app: {
    name: "LungBurden",
    notice: "Research use only. Not for diagnosis.",
  },
  worklist: { title: "Studies" },
  study,
  viewer,
  correct,
};

export type Words = typeof en;
