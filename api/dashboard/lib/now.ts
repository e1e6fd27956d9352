import { effect, signal, untracked } from '@preact/signals'
import type { DepartmentDto, StageDto, StatusDto, TopicDto } from '../../dto/board-dto.ts'
import type { OrganisationDto } from '../../dto/organisation-dto.ts'
import { get, type List } from './api.ts'
import { countsChanged, reconnected, sourcesChanged } from './live.ts'
import { isSignedIn, me, userKey } from './me.ts'
import { clockTime, count } from './words.ts'

/**
 * Data of all pages: status, departments, topics and people. Loaded when the user changes; status and departments also when counts change,
 * and every half minute, because of a stalled pipeline nothing is announced.
 */
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
    void [userKey.value, reconnected.value]
    untracked(() => void askNames().catch(() => {}))
  })
  const halfMinutes = signal(0)
  setInterval(() => halfMinutes.value++, 30_000)
  effect(() => {
    void [countsChanged.value, sourcesChanged.value, halfMinutes.value]
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
  // The API decides who is signed in.
  if (isSignedIn.value) me.value = found.me ?? ''
}

export const departmentName = (id: string): string =>
  departments.value.find((department) => department.id === id)?.name ?? id
/** A stage that does not work, in a sentence; undefined while all do. */
export function stuckStage(): string | undefined {
  const stuck = status.value?.stages.find(({ state }) => state === 'stopped' || state === 'stalled')
  return stuck && stageSentence(stuck)
}

function stageSentence({ stage, state, since, reason, lag }: StageDto): string {
  const waiting = lag > 0 ? ` ${count(lag)} events wait.` : ''
  return `Stage “${stage}” has ${state} since ${since ? clockTime(since, now.value) : 'unknown'}: ${reason}.${waiting}`
}

/** The departments of an alert in words: Owner: Product · Watching: Support. */
export function departmentsInWords(ids: readonly string[]): string {
  const [owner = '–', ...watching] = ids.map(departmentName)
  return `Owner: ${owner}${watching.length > 0 ? ` · Watching: ${watching.join(', ')}` : ''}`
}
export const topicName = (id: string): string => topics.value.find((topic) => topic.id === id)?.name ?? id
/** A person's name where people are configured, otherwise the id. */
export const personName = (id: string): string =>
  organisation.value?.people.find((person) => person.id === id)?.name ?? id
