import { computed, signal } from '@preact/signals'
import type { DismissedTermDto } from '../../dto/dismissed-term-dto.ts'
import { answer, identity, post, send } from './api.ts'
import { organisation } from './now.ts'

export type DismissalKind = DismissedTermDto['kind']

export const kindNames: Record<DismissalKind, string> = {
  irrelevant: 'Not relevant',
  known: 'Already known',
  planned: 'Planned: a campaign, a launch, an event',
  other: 'Another reason',
}

/** Grows when this browser dismisses or restores a term. */
export const dismissalsChanged = signal(0)
/** What was done here: the store hears of it a moment later. Ids of terms, and of dismissals. */
export const dismissedHere = signal<ReadonlySet<string>>(new Set())
export const restoredHere = signal<ReadonlySet<string>>(new Set())

/** What was sent is stored a moment later. */
const storedMs = 700

/** @throws an error with the API's reason */
export async function dismiss(id: string, body: { kind: DismissalKind; note?: string }): Promise<void> {
  const { id: dismissal } = (await (
    await post(`/review/suggestions/${encodeURIComponent(id)}/dismissal`, body)
  ).json()) as DismissedTermDto
  dismissedHere.value = new Set([...dismissedHere.value, id])
  restoredHere.value = without(restoredHere.value, dismissal)
  await stored()
}

/** @throws an error with the API's reason */
export async function restore({ id }: Pick<DismissedTermDto, 'id'>): Promise<void> {
  const path = `/review/dismissals/${encodeURIComponent(id)}`
  await answer(await send(path, { method: 'DELETE', headers: identity() }))
  restoredHere.value = new Set([...restoredHere.value, id])
  await stored()
  dismissedHere.value = new Set()
}

async function stored(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, storedMs))
  dismissalsChanged.value++
}

const without = (ids: ReadonlySet<string>, id: string) => new Set([...ids].filter((each) => each !== id))

/** Whether the user may dismiss terms of a department; the API decides, too. */
export const mayDismiss = computed(() => {
  const known = organisation.value
  const mine = known?.people.find(({ id }) => id === known.me)
  return (department: string): boolean => {
    if (known?.people.length === 0) return true
    if (!mine || mine.role === 'viewer') return false
    if (mine.hub || mine.role === 'admin') return true
    return known?.model !== 'centralized' && mine.departments.includes(department)
  }
})
