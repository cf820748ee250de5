import { followup } from "./de.followup";
import { shell } from "./de.shell";
import { correct, study, viewer } from "./de.study";
import type { Words } from "./en";

export const de: Words = {
  ...shell,
  followup,
  study,
  viewer,
  correct,
};
