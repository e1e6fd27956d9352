import { effect, signal, untracked } from '@preact/signals'
import type { DepartmentDto, StatusDto, TopicDto } from '../dto/board-dto.ts'
import type { OrganisationDto } from '../dto/organisation-dto.ts'
import { get, type List } from './api.ts'
import { countsChanged, sourcesChanged } from './live.ts'
import { apiKey, asking, me } from './me.ts'

/** What the whole page shows: how far we have heard, who is who. Asked when somebody else sits here, how far also when counts change. */
export const status = signal<StatusDto | undefined>(undefined)
export const departments = signal<DepartmentDto[]>([])
export const topics = signal<TopicDto[]>([])
export const organisation = signal<OrganisationDto | undefined>(undefined)

/** The first asking is over; before that no page knows what time it is. */
export const ready = signal(false)

/** The server's now, epoch ms; moves every few seconds. */
export const now = signal(Date.now())
let ahead = 0
setInterval(() => (now.value = Date.now() + ahead), 5_000)

async function ask(): Promise<void> {
  const [heard, found] = await Promise.all([get<StatusDto>('/status'), get<List<DepartmentDto>>('/departments')])
  ahead = Date.parse(heard.now) - Date.now()
  now.value = Date.parse(heard.now)
  status.value = heard
  departments.value = found.items
}

/** Starts to keep them up to date, as whoever sits here sees them. */
export function follow(): void {
  effect(() => {
    void asking.value
    untracked(() => void askWho().catch(() => {}))
  })
  effect(() => {
    void [countsChanged.value, sourcesChanged.value]
    const by = asking.value
    void ask()
      .catch(() => {})
      .then(() => (ready.value ||= by === asking.value))
  })
}

async function askWho(): Promise<void> {
  const by = asking.value
  const [known, found] = await Promise.all([get<List<TopicDto>>('/topics'), get<OrganisationDto>('/organisation')])
  if (by !== asking.value) return
  topics.value = known.items
  organisation.value = found
  // With a key it is the API that says who sits here.
  if (apiKey.value) me.value = found.me ?? ''
}

export const departmentName = (id: string): string =>
  departments.value.find((department) => department.id === id)?.name ?? id
export const topicName = (id: string): string => topics.value.find((topic) => topic.id === id)?.name ?? id
/** People by their names where they are configured. */
export const personName = (id: string): string =>
  organisation.value?.people.find((person) => person.id === id)?.name ?? id
