import createClient from "openapi-fetch";
import type { paths } from "./schema";

/** Calls of the service that served this page; types come from openapi.yaml. */
export const api = createClient<paths>({ baseUrl: "/" });
