import type { Entry } from './entries.ts'

/** The link of an entry, which may be relative to its `xml:base`, that of the feed, or the address of the document. */
export function itemLinks(base: string | undefined, url: string | undefined): (entry: Entry) => string | undefined {
  const root = resolved(base, url) ?? url
  return ({ link, base: own }) => resolved(link, resolved(own, root) ?? root)
}

const resolved = (link: string | undefined, base: string | undefined): string | undefined =>
  link === undefined || link.trim() === ''
    ? undefined
    : (URL.parse(link.trim().replace(/^(?=www\.)/i, 'https://'), base)?.href ?? undefined)

/** An http or https link, without the redirect that Google Alerts wraps around it. */
export function linkOf(link: string | undefined): string | undefined {
  const url = link === undefined ? null : URL.parse(link.trim())
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const wrapped =
    /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url'
      ? URL.parse(url.searchParams.get('url') ?? url.searchParams.get('q') ?? '')
      : null
  return (wrapped && /^https?:$/.test(wrapped.protocol) ? wrapped : url).href
}
