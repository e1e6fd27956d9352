import { signal } from '@preact/signals'
import type { CompanyEventDto } from '../../dto/company-event-dto.ts'
import { send, identity, answer, type List } from './api.ts'
import { countsChanged } from './live.ts'
import { addressOf } from './router.ts'
import { useApi } from './use-api.ts'

/** Incremented when this browser adds or removes an event. */
const eventsChanged = signal(0)
const none: CompanyEventDto[] = []

/** The company's events of a period (ISO times; `to` undefined: until now), oldest first. */
export function useCompanyEvents(from: string, to: string | undefined): CompanyEventDto[] {
  const { data } = useApi<List<CompanyEventDto>>(
    addressOf('/company-events', { from, to }),
    eventsChanged,
    countsChanged,
  )
  return data?.items.toReversed() ?? none
}

export const kindNames: Record<CompanyEventDto['kind'], string> = {
  release: 'Release',
  launch: 'Launch',
  promotion: 'Promotion',
  incident: 'Incident',
  status: 'Status page',
  recall: 'Recall',
  fix: 'Fix',
  note: 'Note',
}

/** Release Halden app 4.2, Recall of the T1 lever; a note is its text. */
export const eventTitle = (event: CompanyEventDto): string =>
  event.kind === 'note' ? event.name : `${kindNames[event.kind]} ${nameAfterKind(event)}`

/** The name without the kind where it begins with it: `of the T1 lever` of a recall. */
export function nameAfterKind({ kind, name }: Pick<CompanyEventDto, 'kind' | 'name'>): string {
  const word = `${kindNames[kind]} `
  return name.toLowerCase().startsWith(word.toLowerCase()) ? name.slice(word.length) : name
}

/** What a chart shows: its filters, or the names in an alert. A dimension that is absent is not limited. */
export type Shown = Partial<Record<'topic' | 'department' | 'product' | 'version', readonly string[]>>

/** Whether an event belongs on a chart: nothing that it is about contradicts what the chart shows. */
export function concerns(event: CompanyEventDto, shown: Shown): boolean {
  const isAbout = (names: readonly string[], values: readonly string[] | undefined, same = isSame) =>
    names.length === 0 || values === undefined || names.some((name) => values.some((value) => same(name, value)))
  return (
    isAbout(event.products, shown.product) &&
    isAbout(event.versions, shown.version) &&
    isAbout(event.topics, shown.topic, isSameBranch) &&
    isAbout(event.departments, shown.department)
  )
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
const isSameBranch = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)

interface NewEvent {
  kind: string
  name: string
  from: string
  until?: string
  products?: string[]
  versions?: string[]
}

/** @throws an error with the API's reason */
export async function addEvent(event: NewEvent): Promise<void> {
  await change('/company-events', { method: 'POST', body: JSON.stringify(event) })
}

/** @throws an error with the API's reason */
export const removeEvent = (id: string): Promise<void> =>
  change(`/company-events/${encodeURIComponent(id)}`, { method: 'DELETE' })

interface Upload {
  saved: number
  /** Rows that were not saved, with their lines. */
  faults: string[]
}

/** The outcome of the last upload, until it is dismissed. */
export const lastUpload = signal<Upload | undefined>(undefined)

/** @throws an error with the API's reason */
export async function uploadEvents(file: Blob): Promise<void> {
  const headers = { 'content-type': 'text/csv', ...identity() }
  lastUpload.value = await answer<Upload>(await send('/company-events.csv', { method: 'POST', headers, body: file }))
  await afterStored()
}

/** What was sent is stored a moment later. */
const storedMs = 700

async function change(path: string, init: RequestInit): Promise<void> {
  const headers = { ...(init.body ? { 'content-type': 'application/json' } : {}), ...identity() }
  await answer(await send(path, { ...init, headers }))
  await afterStored()
}

async function afterStored(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, storedMs))
  eventsChanged.value++
}
