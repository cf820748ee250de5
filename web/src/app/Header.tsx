import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useRoute } from "wouter";
import { Help } from "../help/Help";
import { signOut, type Session } from "../session/session";
import { keepLanguage, useTheme, type Theme } from "./look";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const ICONS: Record<Theme, string> = { system: "◐", light: "☀", dark: "☾" };

/** The bar at the top of each view, with the notice that is always there. */
export function Header({ session }: { session: Session | null }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [theme, setTheme] = useTheme();
  const [help, setHelp] = useState(false);
  const other = i18n.language === "de" ? "en" : "de";
  return (
    <header className="header">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // the fragment names the view, so the focus goes there by hand
          event.preventDefault();
          const main = document.querySelector("main");
          main?.setAttribute("tabindex", "-1");
          main?.focus();
        }}
      >
        {t("app.skip")}
      </a>
      <Link href="/" className="brand">
        {t("app.name")}
      </Link>
      {session !== null && (
        <nav aria-label={t("app.views")}>
          <View to="/" words={t("worklist.title")} />
          <View to="/batches" words={t("batch.title")} />
          <View to="/subjects" words={t("followup.list")} />
          <View to="/agreement" words={t("agreement.title")} />
        </nav>
      )}
      <p className="notice">{t("app.notice")}</p>
      <div className="tools">
        <button
          type="button"
          lang={other}
          onClick={() => {
            keepLanguage(other);
            void i18n.changeLanguage(other);
          }}
        >
          {other === "de" ? "Deutsch" : "English"}
        </button>
        <button
          type="button"
          aria-label={t(`app.theme.${theme}`)}
          title={t(`app.theme.${theme}`)}
          onClick={() => {
            setTheme(NEXT[theme]);
          }}
        >
          {ICONS[theme]}
        </button>
        <button
          type="button"
          aria-label={t("help.title")}
          title={t("help.title")}
          onClick={() => {
            setHelp(true);
          }}
        >
          ?
        </button>
        {session?.expiresAt !== undefined && (
          <button type="button" title={session.owner} onClick={() => void signOut(queries)}>
            {t("session.signOut")}
          </button>
        )}
      </div>
      {help && (
        <Help
          onClose={() => {
            setHelp(false);
          }}
        />
      )}
    </header>
  );
}

function View({ to, words }: { to: string; words: string }) {
  const [here] = useRoute(to === "/" ? to : `${to}/*?`);
  return (
    <Link href={to} aria-current={here ? "page" : undefined}>
      {words}
    </Link>
  );
}
