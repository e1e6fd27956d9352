import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

interface MenuProps {
  /** On the button that opens it. */
  name: ComponentChildren
  /** Of the menu: in the bar, or beside other buttons. */
  class: 'more' | 'menu'
  /** Whether the page shown is one of its links. */
  isCurrent?: boolean
  /** Links and buttons. */
  children: ComponentChildren
}

/** What is not needed often, behind a button. Closes when something is chosen, with Escape, and when the focus leaves. */
export function Menu({ name, class: className, isCurrent = false, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  const close = () => menu.current?.removeAttribute('open')
  return (
    <details
      class={className}
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
      <summary class={className === 'menu' ? 'btn' : undefined} aria-current={isCurrent ? 'page' : undefined}>
        {name} ▾
      </summary>
      <div class="card" onClick={close}>
        {children}
      </div>
    </details>
  )
}
