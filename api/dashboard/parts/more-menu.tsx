import { useEffect, useRef } from 'preact/hooks'
import { route } from '../lib/router.ts'
import { showShortcuts } from './shortcuts.tsx'

type Pages = readonly (readonly [href: string, name: string])[]

/**
 * The pages that are not opened all day; on a phone also those that do not fit. Closes when a page is chosen, with Escape, and when the focus
 * leaves.
 */
export function MoreMenu({ pages, onPhone }: { pages: Pages; onPhone: Pages }) {
  const { path } = route.value
  const menu = useRef<HTMLDetailsElement>(null)
  const close = () => menu.current?.removeAttribute('open')
  useEffect(close, [path])
  const current = pages.find(([href]) => path.startsWith(href))
  return (
    <details
      class="more"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        close()
        menu.current?.querySelector('summary')?.focus()
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget as Node)) close()
      }}
    >
      <summary aria-current={current ? 'page' : undefined}>{current ? current[1] : 'More'} ▾</summary>
      <div class="card">
        {[...onPhone, ...pages].map(([href, name], i) => (
          <a
            key={href}
            class={i < onPhone.length ? 'narrow' : ''}
            href={href}
            aria-current={path.startsWith(href) ? 'page' : undefined}
          >
            {name}
          </a>
        ))}
        <button
          class="hide-s"
          type="button"
          onClick={() => {
            close()
            void showShortcuts()
          }}
        >
          Keyboard shortcuts <kbd>?</kbd>
        </button>
      </div>
    </details>
  )
}
