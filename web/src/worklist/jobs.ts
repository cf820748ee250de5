import { useInfiniteQuery } from "@tanstack/react-query";
import { api, got } from "../api/client";
import { nextPage } from "../app/Listing";

export const STATES = ["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"] as const;

/** What the list shows; an empty text filters nothing. */
export interface Filter {
  status: string;
  search: string;
  batch: string;
  from: string;
  sort: string;
}

export const ALL: Filter = { status: "", search: "", batch: "", from: "", sort: "" };

const PAGE = 50;

/** Pages of jobs, as the filter says. The events keep them fresh, see `keepFresh`. */
export function useJobs(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ["jobs", filter],
    queryFn: ({ pageParam }) => got(api.GET("/v1/jobs", { params: { query: { ...asked(filter), ...pageParam } } })),
    initialPageParam: {},
    getNextPageParam: (page) => nextPage(page),
  });
}

function asked(filter: Filter) {
  return {
    limit: PAGE,
    ...(filter.status === "" ? {} : { status: filter.status.split(",") }),
    ...(filter.search === "" ? {} : { search: filter.search }),
    ...(filter.sort === "" ? {} : { sort: filter.sort }),
    ...(filter.batch === "" ? {} : { batch: filter.batch }),
    ...(filter.from === "" ? {} : { createdFrom: new Date(`${filter.from}T00:00:00`).toISOString() }),
  };
}
