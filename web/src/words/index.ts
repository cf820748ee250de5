import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { keptLanguage } from "../app/look";
import { de } from "./de";
import { en } from "./en";

/** As the reader chose; else English unless the browser prefers German. The element `html` names the language for screen readers. */
void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, de: { translation: de } },
  lng: keptLanguage() ?? (navigator.language.startsWith("de") ? "de" : "en"),
  fallbackLng: "en",
  interpolation: { escapeValue: false }, // React escapes
});
i18next.on("languageChanged", (language) => {
  document.documentElement.lang = language;
});
document.documentElement.lang = i18next.language;
