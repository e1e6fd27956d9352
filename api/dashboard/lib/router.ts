import { signal } from '@preact/signals'

const here = () => ({ path: location.pathname, query: new URLSearchParams(location.search) })

/** The path and query of the current URL. */
export const route = signal(here())

addEventListener('popstate', () => (route.value = here()))

export function go(href: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', href)
  else history.pushState(null, '', href)
  const before = route.value.path
  route.value = here()
  if (route.value.path !== before) {
    scrollTo(0, 0)
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
  }
}

/** The current address with some query parameters changed; '' removes one. */
export function withQuery(changes: Record<string, string>): string {
  const query = new URLSearchParams(route.value.query)
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  return addressOf(route.value.path, Object.fromEntries(query))
}

export function addressOf(path: string, params: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    if (value !== undefined && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** Links within the site are handled without a reload; the browser handles all others. */
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.('a')
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!link || !plain || event.defaultPrevented || link.target || link.origin !== location.origin) return
  if (/^\/(api|docs)\//.test(link.pathname)) return
  if (link.hash && link.pathname === location.pathname) return
  event.preventDefault()
  go(link.pathname + link.search)
})
