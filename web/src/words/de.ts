import { agreement } from "./de.agreement";
import { followup } from "./de.followup";
import { shell } from "./de.shell";
import { correct, study, viewer } from "./de.study";
import type { Words } from "./en";

export const de: Words = {
  ...shell,
  agreement,
  followup,
  study,
  viewer,
  correct,
};
