import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL, STATES, type Filter } from "./jobs";

const TYPING_MS = 300;

export function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState(filter.search);
  useEffect(() => {
    if (search === filter.search) {
      return undefined;
    }
    const later = setTimeout(() => {
      onChange({ ...filter, search });
    }, TYPING_MS);
    return () => {
      clearTimeout(later);
    };
  }, [search, filter, onChange]);
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <label>
        {t("worklist.search")}
        <input
          type="search"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
      </label>
      <label>
        {t("worklist.state")}
        <select
          value={filter.status}
          onChange={(event) => {
            onChange({ ...filter, status: event.target.value });
          }}
        >
          <option value="">{t("worklist.allStates")}</option>
          <option value="QUEUED,RUNNING">{t("worklist.unfinished")}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`state.${state}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("worklist.sort")}
        <select
          value={filter.sort}
          onChange={(event) => {
            onChange({ ...filter, sort: event.target.value });
          }}
        >
          <option value="">{t("worklist.newest")}</option>
          <option value="-burden">{t("worklist.mostOpacity")}</option>
        </select>
      </label>
      <label>
        {t("worklist.from")}
        <input
          type="date"
          value={filter.from}
          onChange={(event) => {
            onChange({ ...filter, from: event.target.value });
          }}
        />
      </label>
      <label>
        {t("worklist.batch")}
        <input
          type="text"
          value={filter.batch}
          onChange={(event) => {
            onChange({ ...filter, batch: event.target.value });
          }}
        />
      </label>
      <button
        type="button"
        onClick={() => {
          setSearch("");
          onChange(ALL);
        }}
      >
        {t("worklist.reset")}
      </button>
    </form>
  );
}
