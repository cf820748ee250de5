import { agreement } from "./en.agreement";
import { followup } from "./en.followup";
import { shell } from "./en.shell";
import { correct, study, viewer } from "./en.study";

/** Every word that the page shows. Other languages have the same keys, see `Words`. */
export const en = {
  ...shell,
  agreement,
  followup,
  study,
  viewer,
  correct,
};

export type Words = typeof en;
