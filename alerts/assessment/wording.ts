import { money as moneyOf } from '../../infra/format.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { AlertQuality } from '../report/alert-quality.ts'
import type { DepartmentAssessment, Figures, Place } from './assessment.ts'
import type { AssessmentSettings } from './settings.ts'

const dayMs = 24 * 3_600_000

/** What sentences are made of. */
export interface Basis {
  figures: Figures
  quality: AlertQuality
  taxonomy: Taxonomy
  settings: AssessmentSettings
}

export const departmentName = ({ departments }: Taxonomy, id: string): string =>
  departments.find((department) => department.id === id)?.name ?? id

export const topicName = ({ topics }: Taxonomy, id: string): string =>
  topics.find((topic) => topic.id === id)?.name ?? id

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** `€1,204` */
export const money = (amount: number, currency: string): string => moneyOf(amount, currency || undefined)

/** What one mention counts for in contacts, by the assumptions: `× 1.2 contacts a mention, an assumption`. */
export function factorOf({ assumptions }: Figures): string {
  const valueOf = (key: string) => Number(assumptions.find((each) => each.key === key)?.value ?? NaN)
  const factor = valueOf('worth.contactsPerMention') * valueOf('worth.avoidedShare')
  return `× ${Number(factor.toFixed(2))} contacts a mention, an assumption`
}

export const currencyOf = ({ assumptions }: Figures): string =>
  String(assumptions.find(({ key }) => key === 'worth.currency')?.value ?? '')

/** Departments with negative mentions, in the order in which a rollout pays. */
export const rollout = ({ departments }: Figures): DepartmentAssessment[] =>
  departments.filter(({ negative }) => negative > 0)

export const unheard = ({ places }: Figures): Place[] => places.filter(({ sources }) => sources.length === 0)

/** Sources of which neither type nor name says where they listen. */
export const unplaced = ({ places, sources }: Figures): string[] =>
  sources.map(({ source }) => source).filter((source) => !places.some((place) => place.sources.includes(source)))

export const idleOf = ({ accounts }: Figures) =>
  accounts.filter(({ flags }) => flags.includes('idle') || flags.includes('semi-idle'))

export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Days (UTC) that the period touches. */
export const daysOf = ({ from, to }: Pick<Figures, 'from' | 'to'>): number =>
  Math.floor((to - 1) / dayMs) - Math.floor(from / dayMs) + 1
