import { effect, signal, untracked } from '@preact/signals'
import type { DepartmentDto, StatusDto, TopicDto } from '../../dto/board-dto.ts'
import type { OrganisationDto } from '../../dto/organisation-dto.ts'
import { get, type List } from './api.ts'
import { countsChanged, sourcesChanged } from './live.ts'
import { apiKey, me, userKey } from './me.ts'

/** Data of all pages: status, departments, topics and people. Loaded when the user changes; status and departments also when counts change. */
export const status = signal<StatusDto | undefined>(undefined)
export const departments = signal<DepartmentDto[]>([])
export const topics = signal<TopicDto[]>([])
export const organisation = signal<OrganisationDto | undefined>(undefined)

/** True after the first response. Before it, the server's time is unknown. */
export const ready = signal(false)

/** The server's time, epoch ms; updated every few seconds. */
export const now = signal(Date.now())
let ahead = 0
setInterval(() => (now.value = Date.now() + ahead), 5_000)

async function ask(): Promise<void> {
  const [current, found] = await Promise.all([get<StatusDto>('/status'), get<List<DepartmentDto>>('/departments')])
  ahead = Date.parse(current.now) - Date.now()
  now.value = Date.parse(current.now)
  status.value = current
  departments.value = found.items
}

/** Keeps these signals up to date with what the current user may see. */
export function follow(): void {
  effect(() => {
    void userKey.value
    untracked(() => void askNames().catch(() => {}))
  })
  effect(() => {
    void [countsChanged.value, sourcesChanged.value]
    const by = userKey.value
    void ask()
      .catch(() => {})
      .then(() => (ready.value ||= by === userKey.value))
  })
}

async function askNames(): Promise<void> {
  const by = userKey.value
  const [known, found] = await Promise.all([get<List<TopicDto>>('/topics'), get<OrganisationDto>('/organisation')])
  if (by !== userKey.value) return
  topics.value = known.items
  organisation.value = found
  // With a key, the API decides who the user is.
  if (apiKey.value) me.value = found.me ?? ''
}

export const departmentName = (id: string): string =>
  departments.value.find((department) => department.id === id)?.name ?? id
/** The departments of an alert in words: Owner: Product · Watching: Support. */
export function departmentsInWords(ids: readonly string[]): string {
  const [owner = '–', ...watching] = ids.map(departmentName)
  return `Owner: ${owner}${watching.length > 0 ? ` · Watching: ${watching.join(', ')}` : ''}`
}
export const topicName = (id: string): string => topics.value.find((topic) => topic.id === id)?.name ?? id
/** A person's name where people are configured, otherwise the id. */
export const personName = (id: string): string =>
  organisation.value?.people.find((person) => person.id === id)?.name ?? id
