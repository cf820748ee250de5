import { refusal, type Job } from "../api/client";

/** The network failed while the study was on its way; the same key makes sure that it arrives once. */
export class CutError extends Error {}

export interface Labels {
  reference: string;
  subject: string;
  batch: string;
}

/** Sends a study. XMLHttpRequest, since `fetch` tells nothing about what was sent. */
export function send(
  body: Blob,
  labels: Labels,
  key: string,
  sent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Job> {
  const query = new URLSearchParams({ files: "all" });
  for (const [name, value] of Object.entries(labels) as [string, string][]) {
    if (value !== "") {
      query.set(name, value);
    }
  }
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/jobs?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = ({ loaded }) => {
      sent(loaded);
    };
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status === 202) {
        done(answer as Job);
      } else {
        failed(refusal(request.status, answer));
      }
    };
    request.onerror = () => {
      failed(new CutError());
    };
    request.onabort = () => {
      failed(new DOMException("", "AbortError"));
    };
    signal.addEventListener("abort", () => {
      request.abort();
    });
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
