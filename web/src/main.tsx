import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startLook } from "./app/look";
import "./style/page.css";
import "./words";

startLook();
const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no element for the page");
}
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
