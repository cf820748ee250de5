import { useTranslation } from "react-i18next";

/** The studies of the owner. */
export function WorkList() {
  const { t } = useTranslation();
  return (
    <main>
      <h1>{t("worklist.title")}</h1>
    </main>
  );
}
