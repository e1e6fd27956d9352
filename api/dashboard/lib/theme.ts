import { computed, effect, signal } from '@preact/signals'
import { remembered } from './remembered.ts'

const chosen = remembered('theme')
const dark = matchMedia('(prefers-color-scheme: dark)')
const system = signal(dark.matches ? 'dark' : 'light')
dark.addEventListener('change', () => (system.value = dark.matches ? 'dark' : 'light'))

/** The current theme; charts redraw when it changes. */
export const theme = computed(() => chosen.value || system.value)

effect(() => {
  if (chosen.value) document.documentElement.dataset.theme = chosen.value
  else delete document.documentElement.dataset.theme
})

export function toggleTheme(): void {
  const next = theme.value === 'dark' ? 'light' : 'dark'
  chosen.value = next === system.value ? '' : next
}

/** The value of a colour token in the current theme. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
