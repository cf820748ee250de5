import { useTranslation } from "react-i18next";
import { Link } from "wouter";

/** The bar at the top of each view, with the notice that is always there. */
export function Header() {
  const { t } = useTranslation();
  return (
    <header className="header">
      <Link href="/">{t("app.name")}</Link>
      <p>{t("app.notice")}</p>
    </header>
  );
}
