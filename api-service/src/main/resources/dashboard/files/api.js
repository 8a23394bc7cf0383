/** An answer that is not what was asked for: the API's own words, and all else that it says. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail ?? document.title ?? `The API answered ${status}`);
    this.status = status;
    this.document = document;
  }
}

/** Asks the API. The path has no slash at its start, so that the page also works under a prefix of a proxy. */
export async function ask(path, {method = "GET", body, headers = {}, signal} = {}) {
  const answer = await answered(path, {
    method,
    signal,
    headers: body === undefined ? headers : {...headers, "Content-Type": "application/json"},
    body,
    cache: "no-store",
  });
  const text = await answer.text();
  let document = {};
  try {
    document = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new Problem(answer.status, {detail: `The API answered ${answer.status} without JSON`});
  }
  if (!answer.ok) {
    throw new Problem(answer.status, document);
  }
  return document;
}

async function answered(path, request) {
  try {
    return await fetch(path, request);
  } catch (fault) {
    if (fault.name === "AbortError") {
      throw fault;
    }
    throw new Problem(0, {detail: "The API does not answer"});
  }
}

/** Parameters for a path; what has no value is left out. */
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
