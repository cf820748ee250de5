import { QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { keepFresh } from "../api/live";
import { queryClient, useSession } from "../session/session";
import { SignIn } from "../session/SignIn";
import { WorkList } from "../worklist/WorkList";
import { Boundary } from "./Boundary";
import { Header } from "./Header";

// the list opens at once; the other views load when somebody goes there
const AgreementPage = lazy(async () => ({ default: (await import("../agreement/AgreementPage")).AgreementPage }));
const BatchPage = lazy(async () => ({ default: (await import("../batch/BatchPage")).BatchPage }));
const Batches = lazy(async () => ({ default: (await import("../batch/Batches")).Batches }));
const FollowUp = lazy(async () => ({ default: (await import("../followup/FollowUp")).FollowUp }));
const StudyPage = lazy(async () => ({ default: (await import("../study/StudyPage")).StudyPage }));
const Subjects = lazy(async () => ({ default: (await import("../followup/Subjects")).Subjects }));

const queries = queryClient();

/** The whole page. Its parts are told apart by the fragment of the address, so that the service serves one file. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Router hook={useHashLocation}>
        <Gate />
      </Router>
    </QueryClientProvider>
  );
}

/** Without sign-in at the service the views open at once; else they open for who has signed in. */
function Gate() {
  const { t } = useTranslation();
  const { data: session, error, refetch } = useSession();
  return (
    <>
      <Header session={session ?? null} />
      {session ? (
        <Views />
      ) : session === null ? (
        <SignIn />
      ) : (
        <main id="main" className="view">
          <h1>{t("app.name")}</h1>
          {error === null ? (
            <p role="status">{t("app.loading")}</p>
          ) : (
            <>
              <p role="alert">{t("app.away", { detail: error.message })}</p>
              <button type="button" onClick={() => void refetch()}>
                {t("app.again")}
              </button>
            </>
          )}
        </main>
      )}
    </>
  );
}

function Views() {
  const client = useQueryClient();
  useEffect(() => keepFresh(client), [client]);
  return (
    <Boundary>
      <Suspense fallback={<Coming />}>
        <Switch>
          <Route path="/studies/:id">{({ id }) => <StudyPage id={id} />}</Route>
          <Route path="/batches/:batch">{({ batch }) => <BatchPage batch={named(batch)} />}</Route>
          <Route path="/batches">
            <Batches />
          </Route>
          <Route path="/subjects/:subject">{({ subject }) => <FollowUp subject={named(subject)} />}</Route>
          <Route path="/agreement">
            <AgreementPage />
          </Route>
          <Route path="/subjects">
            <Subjects />
          </Route>
          <Route>
            <WorkList />
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}

/** While the code of a view is on its way. */
function Coming() {
  const { t } = useTranslation();
  return (
    <main id="main" className="view">
      <p role="status">{t("app.loading")}</p>
    </main>
  );
}

/** A name from the address. The router has decoded some of it, and a name may hold a percent sign itself. */
function named(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
