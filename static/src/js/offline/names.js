// How the caches of the service are called: other services may share the origin, under other paths.
export const prefix = (root) => `shiguai${root}/:`;
export const READ = "read"; // pages once read
export const FILES = "files"; // what hashed names and pictures bring, the same for ever
export const GUIDES = "guides"; // one entry a language: which cache holds its guide, and what is in it
export const guideAddress = (root, language) => `${root}/offline/kept/${language}`;

// When the server last vouched for a stored answer, in milliseconds; some servers say the date twice.
export function asOf({ headers }) {
  const date = (headers.get("Date") || "").match(/\w+, [^,]+/);
  return Date.parse(headers.get("X-As-Of") || (date && date[0])) || 0;
}

// An answer as another one that can be stored or changed: its body is there already, decoded.
export function copyOf(answer, body, more = {}) {
  const headers = new Headers(answer.headers);
  if (!asOf(answer)) headers.set("X-As-Of", new Date().toISOString()); // a server that says no date
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  for (const name in more) headers.set(name, more[name]);
  return new Response(body, { status: 200, headers });
}
