import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A view whose code does not come, as after a new version of the service, says so and offers to load the page again. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useTranslation();
  return (
    <main id="main" className="view">
      <p role="alert">{t("app.broken")}</p>
      <button
        type="button"
        onClick={() => {
          location.reload();
        }}
      >
        {t("app.reload")}
      </button>
    </main>
  );
}
