import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { StudyPage } from "../study/StudyPage";
import { WorkList } from "../worklist/WorkList";
import { Header } from "./Header";

const queries = new QueryClient();

/** The whole page. Its parts are told apart by the fragment of the address, so that the service serves one file. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Router hook={useHashLocation}>
        <Header />
        <Switch>
          <Route path="/studies/:id">{({ id }) => <StudyPage id={id} />}</Route>
          <Route>
            <WorkList />
          </Route>
        </Switch>
      </Router>
    </QueryClientProvider>
  );
}
