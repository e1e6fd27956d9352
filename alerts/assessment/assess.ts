import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { seesDepartment } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Account } from '../accounts/account.ts'
import { accountOverview, type FlaggedAccount } from '../accounts/accounts.ts'
import type { Visibility } from '../alert/visibility.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { alertsOpened } from '../report/alert-figures-query.ts'
import { alertQuality, type AlertQuality } from '../report/alert-quality.ts'
import { dailyReportMs } from '../report/cross-report.ts'
import type { VisiblePeriod } from '../report/volume-query.ts'
import type { WorthOptions } from '../report/worth-schema.ts'
import { worthOf } from '../report/worth.ts'
import { coverage } from '../series/coverage.ts'
import { answersIn } from './answers.ts'
import type { Assessment, DepartmentAssessment, Figures, IdleAccount, SourceVolume, TopicVolume } from './assessment.ts'
import type { AssessmentSettings } from './settings.ts'
import { burstsIn, returnOf } from './bursts.ts'
import { placesOf } from './places.ts'
import { sectionsOf } from './sections.ts'
import { headlineOf, stepsOf } from './steps.ts'
import type { Basis } from './wording.ts'
import {
  countDepartmentDays,
  countLanguages,
  countSources,
  countTopics,
  countTotals,
  mentionSpan,
  type DepartmentDay,
  type SourceTopic,
} from './volume-query.ts'

const dayMs = 24 * 3_600_000
const mostTopics = 3

export interface AssessmentQuery extends AssessmentSettings {
  /** Length of the period, which ends with the newest mention. */
  days: number
  /** Epoch ms. */
  now: number
  taxonomy: Taxonomy
  organisation: Organisation
  ownAccounts: readonly Account[]
  /** Absent: nothing is said about money. */
  worth?: WorthOptions | undefined
  /** Of whom it is for: mentions, alerts and departments that they do not see are left out. */
  visibility: Visibility
}

/** Reads what is stored and says what to do first, and why. Deterministic. */
export async function assess(store: Store, query: AssessmentQuery): Promise<Assessment> {
  const { now, days, visibility, taxonomy } = query
  const visible = visibility.mentions
  const { first, newest } = (await mentionSpan(store, { now, days, visible })) ?? { first: now, newest: now }
  const period = { from: first, to: newest + 1, visible }
  const { figures, quality } = await figuresOf(store, query, period)
  const basis: Basis = { figures, quality, taxonomy, settings: query }
  return { ...figures, headline: headlineOf(basis), steps: stepsOf(basis), sections: sectionsOf(basis) }
}

async function figuresOf(
  store: Store,
  query: AssessmentQuery,
  period: VisiblePeriod,
): Promise<{ figures: Figures; quality: AlertQuality }> {
  const { worth, visibility, ownAccounts, now } = query
  const { from, to, visible } = period
  const [totals, languages, sources, topics, departmentDays, covered, alerts, { accounts }] = await Promise.all([
    countTotals(store, period),
    countLanguages(store, period),
    countSources(store, period),
    countTopics(store, period),
    countDepartmentDays(store, period),
    coverage(store, to),
    alertsOpened(store, period, { now, visibility }),
    accountOverview(store, ownAccounts, { now: to, visible }),
  ])
  const names = sources.map(({ source }) => source)
  const gaps = (covered?.gaps ?? []).filter((gap) => gap.to > from)
  const figures: Figures = {
    from,
    to,
    ...totals,
    languages,
    sources: sources.map((source): SourceVolume => ({
      ...source,
      topics: topics
        .filter((each) => each.source === source.source)
        .slice(0, mostTopics)
        .map(withoutSource),
    })),
    departments: departmentsOf(query, { departmentDays, topics, days: coveredDays({ from, to }, covered, gaps) }),
    answers: await answersIn(store, { ...period, accounts, sources: names }),
    accounts: accounts
      .filter(({ flags }) => flags.length > 0)
      .map(toIdle)
      .toSorted(mostMentioned),
    accountsListed: accounts.length,
    places: placesOf(query.sourceTypes, names),
    gaps,
    assumptions: assumptionsOf(query),
    worth: worth ? worthOf(alerts, { assumptions: worth, dailyReportAtMs: dailyReportMs }) : null,
  }
  return { figures, quality: alertQuality(alerts) }
}

const withoutSource = ({ topic, mentions, negative }: SourceTopic): TopicVolume => ({ topic, mentions, negative })

/** Days in which mentions were collected. */
function coveredDays(
  { from, to }: { from: number; to: number },
  covered: { first: number } | undefined,
  gaps: readonly { from: number; to: number }[],
): number {
  if (!covered) return 0
  const missing = gaps.reduce((sum, gap) => sum + Math.min(gap.to, to) - Math.max(gap.from, from), 0)
  return Math.max(0, Math.round((to - Math.max(from, covered.first) - missing) / dayMs))
}

interface Counted {
  departmentDays: readonly DepartmentDay[]
  topics: readonly SourceTopic[]
  days: number
}

/** In the order in which a rollout pays: by what warnings would have been worth, then by negative mentions. */
function departmentsOf(query: AssessmentQuery, { departmentDays, topics, days }: Counted): DepartmentAssessment[] {
  const { taxonomy, visibility, worth, gates, organisation } = query
  const byTopic = Map.groupBy(topics, ({ topic }) => topic)
  const own = taxonomy.departments.filter(({ id }) => seesDepartment(visibility.mentions, id))
  return own
    .map(({ id }): DepartmentAssessment => {
      const its = departmentDays.filter(({ department }) => department === id)
      const bursts = burstsIn(its, { allDays: days, mentions: gates.mentions })
      const owned = taxonomy.topics.filter(({ owners }) => owners.includes(id))
      return {
        department: id,
        ...summed(its),
        topics: owned
          .map((topic) => ({ topic: topic.id, ...summed(byTopic.get(topic.id) ?? []) }))
          .filter(({ mentions }) => mentions > 0)
          .toSorted((a, b) => b.negative - a.negative || b.mentions - a.mentions)
          .slice(0, mostTopics),
        ...bursts,
        ...returnOf(bursts.avoidable, worth),
        hasReceiver: hasReceiver(organisation, id),
      }
    })
    .toSorted((a, b) => (b.avoidable ?? 0) - (a.avoidable ?? 0) || b.negative - a.negative || b.mentions - a.mentions)
}

const summed = (rows: readonly { mentions: number; negative: number }[]) => ({
  mentions: rows.reduce((sum, { mentions }) => sum + mentions, 0),
  negative: rows.reduce((sum, { negative }) => sum + negative, 0),
})

const hasReceiver = ({ departments, people }: Organisation, id: string): boolean =>
  (departments.get(id)?.channels.length ?? 0) > 0 ||
  [...people.values()].some((person) => person.departments.includes(id) && person.channels.length > 0)

const toIdle = ({ account, facts, flags }: FlaggedAccount): IdleAccount => ({
  platform: account.platform,
  handle: account.handle,
  owner: account.owner,
  flags,
  recentMentions: facts.recentMentions,
  unanswered: facts.coversReplies ? facts.unanswered : 0,
})
const mostMentioned = (a: IdleAccount, b: IdleAccount) => b.recentMentions - a.recentMentions

function assumptionsOf({ worth, gates, budgetPerWeek }: AssessmentQuery): Assessment['assumptions'] {
  return [
    {
      key: 'worth.contactsPerMention',
      meaning: 'Customers who call or write for each one who complains in public',
      value: worth?.contactsPerMention ?? null,
    },
    {
      key: 'worth.avoidedShare',
      meaning: 'Share of those contacts that acting at once avoids',
      value: worth?.avoidedShare ?? null,
    },
    { key: 'worth.costPerContact', meaning: 'Cost of one contact', value: worth?.costPerContact ?? null },
    { key: 'worth.currency', meaning: 'Currency of the cost', value: worth?.currency ?? null },
    { key: 'gates.mentions', meaning: 'Mentions that an alert needs before it opens', value: gates.mentions },
    {
      key: 'alarmBudget.perDepartmentPerWeek',
      meaning: 'False alarms that a department accepts in a week',
      value: budgetPerWeek,
    },
  ]
}
