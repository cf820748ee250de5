import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface ListingProps<T> {
  title: string;
  /** What the view says without any. */
  empty: string;
  columns: string[];
  pages: T[][] | undefined;
  error: Error | null;
  /** Fetches the next page; absent at the end. */
  more?: (() => void) | undefined;
  /** One row of the table. */
  children: (item: T) => ReactNode;
}

/** A view that is a list of names, page by page. */
export function Listing<T>({ title, empty, columns, pages, error, more, children }: ListingProps<T>) {
  const { t } = useTranslation();
  const items = pages?.flat() ?? [];
  return (
    <main id="main" className="view">
      <h1>{title}</h1>
      {error !== null && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
      {pages === undefined && error === null && <p role="status">{t("app.loading")}</p>}
      {pages !== undefined && items.length === 0 && <p className="empty">{empty}</p>}
      {items.length > 0 && (
        <table className="jobs">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{items.map(children)}</tbody>
        </table>
      )}
      {more !== undefined && (
        <button type="button" onClick={more}>
          {t("worklist.more")}
        </button>
      )}
    </main>
  );
}

/** How lists are fetched page by page: where the next page begins, or nothing at the end. */
export function nextPage({ nextCursor }: { nextCursor?: string }): { cursor: string } | undefined {
  return nextCursor === undefined ? undefined : { cursor: nextCursor };
}
