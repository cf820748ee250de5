import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { issuerAddress, issuerOffered, signIn } from "./session";

/** Asks for a key, or leads to the issuer. The view that was asked for stays in the address and opens after that. */
export function SignIn() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [key, setKey] = useState("");
  const issuer = useQuery({ queryKey: ["issuer"], queryFn: issuerOffered, staleTime: Infinity });
  const attempt = useMutation({
    mutationFn: () => signIn(queries, key.trim()),
    onSettled: () => {
      setKey("");
    },
  });
  return (
    <main id="main" className="sign-in">
      <h1>{t("session.title")}</h1>
      <p>{t("session.why")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate();
        }}
      >
        <label>
          {t("session.key")}
          <input
            type="password"
            autoComplete="off"
            spellCheck={false}
            required
            value={key}
            onChange={(event) => {
              setKey(event.target.value);
            }}
          />
        </label>
        <button type="submit" className="primary" disabled={attempt.isPending}>
          {t("session.signIn")}
        </button>
      </form>
      {attempt.error !== null && (
        <p role="alert" className="fault">
          {t([`fault.${"code" in attempt.error ? String(attempt.error.code) : ""}`, "fault.other"], {
            detail: attempt.error.message,
          })}
        </p>
      )}
      {issuer.data === true && (
        <p>
          <a className="button" href={issuerAddress()}>
            {t("session.issuer")}
          </a>
        </p>
      )}
      <p className="small">{t("session.kept")}</p>
    </main>
  );
}
