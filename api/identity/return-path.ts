const anywhere = 'http://same-origin'

/** The path of this site to return to after a sign-in; `/` for everything that a browser could take for another site (CWE-601). */
export function returnPath(asked: string | undefined): string {
  if (asked === undefined || !/^\/[\u0021-\u007e]*$/.test(asked)) return '/'
  const url = URL.parse(asked, anywhere)
  // Both are other hosts to a browser: `//host`, also as the result of `/.//host`, and `/\host`.
  if (url?.origin !== anywhere || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search + url.hash
}
