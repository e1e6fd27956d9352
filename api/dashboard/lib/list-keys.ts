import { useEffect } from 'preact/hooks'
import { isTyping } from './keys.ts'

/** j and k move through the elements that `selector` finds; Enter opens the link of the current one. */
export function useListKeys(selector: string, open: string): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.activeElement?.matches('#search')) return focusAt(selector, 0)
      if (isTyping(event) || (event.key !== 'j' && event.key !== 'k' && event.key !== 'Enter')) return
      const all = [...document.querySelectorAll<HTMLElement>(selector)]
      const at = all.findIndex((each) => each.contains(document.activeElement))
      if (event.key !== 'Enter') return focusAt(selector, event.key === 'j' ? at + 1 : Math.max(0, at - 1))
      if (document.activeElement === all[at]) all[at]?.querySelector<HTMLElement>(open)?.click()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [selector, open])
}

function focusAt(selector: string, at: number): void {
  const all = [...document.querySelectorAll<HTMLElement>(selector)]
  all[Math.min(at, all.length - 1)]?.focus()
}
