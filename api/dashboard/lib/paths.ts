/** The addresses of pages. Without imports: the server has them, too, and answers 404 for all others. */
export const pagePaths = [
  '/',
  '/alerts',
  '/impacts',
  '/trends',
  '/trends/launches',
  '/mentions',
  '/sources',
  '/accounts',
  '/my-work',
  '/overview',
  '/incidents',
  '/review',
  '/taxonomy',
  '/tuning',
  '/assessment',
  '/settings',
  '/report',
] as const
export type PagePath = (typeof pagePaths)[number]

/** Pages of one thing: its id follows. */
const oneOf = /^\/(alerts|mentions|authors|confirm)\/([^/]+)$/

/** The kind and the id of the thing that a page is about; undefined for other pages. */
export function thingAt(path: string): { kind: string; id: string } | undefined {
  const [, kind, id] = oneOf.exec(path) ?? []
  return kind === undefined || id === undefined ? undefined : { kind, id }
}

export const isPage = (path: string): path is PagePath => pagePaths.includes(path as PagePath)
