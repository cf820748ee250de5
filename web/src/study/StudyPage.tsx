import { useTranslation } from "react-i18next";

/** One study: its state, its numbers, its planes. */
export function StudyPage({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <main>
      <h1>{t("study.title", { id })}</h1>
    </main>
  );
}
