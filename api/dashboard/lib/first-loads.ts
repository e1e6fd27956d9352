import { computed, effect, signal } from '@preact/signals'
import { route } from './router.ts'

/** A slower answer does not hold back the others. */
const mostMs = 3_000

/** Requests under way of which nothing can be shown yet. */
const pending = signal(0)
/** The path whose page has appeared. */
const appeared = signal<string | undefined>(undefined)
const path = computed(() => route.value.path)

/** Whether a page waits for its first answers: its parts then appear together, and none is moved by one that comes later. */
export const isAppearing = computed(() => pending.value > 0 && appeared.value !== path.value)

effect(() => {
  const here = path.value
  const timer = setTimeout(() => (appeared.value = here), mostMs)
  return () => clearTimeout(timer)
})

/** Counts a request until the returned function is called for the first time. */
export function beginFirstLoad(): () => void {
  pending.value++
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    // What the answer shows may ask for more itself: that is counted first.
    setTimeout(() => {
      if (--pending.value === 0) appeared.value = path.value
    })
  }
}
