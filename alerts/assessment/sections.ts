import { count, counted, dayOf, percent, spanOf } from '../../infra/format.ts'
import type { Assessment, DepartmentAssessment, SectionId } from './assessment.ts'
import {
  currencyOf,
  daysOf,
  departmentName,
  idleOf,
  listed,
  money,
  rollout,
  shareOf,
  topicName,
  unheard,
  type Basis,
} from './wording.ts'

const titles: Record<SectionId, string> = {
  objectives: 'Objectives',
  assessment: 'Assessment',
  strategy: 'Strategy',
  execution: 'Execution',
  budget: 'Budget and return',
  measure: 'Measure',
}
const statements: Record<SectionId, (basis: Basis) => string[]> = {
  objectives,
  assessment,
  strategy,
  execution,
  budget,
  measure,
}

/** The six sections. Pure. */
export const sectionsOf = (basis: Basis): Assessment['sections'] =>
  basis.figures.mentions === 0
    ? []
    : (Object.keys(titles) as SectionId[]).map((id) => ({ id, title: titles[id], statements: statements[id](basis) }))

function objectives({ figures, taxonomy }: Basis): string[] {
  const { answers, departments, mentions, negative } = figures
  const [worst] = departments.flatMap(({ topics }) => topics).toSorted((a, b) => b.negative - a.negative)
  return [
    `Hear of problems before customers call: ${count(negative)} of ${counted(mentions, 'mention')} (${percent(shareOf(negative, mentions))}) are negative.`,
    ...(worst && worst.negative > 0
      ? [
          `First of all “${topicName(taxonomy, worst.topic)}”: ${counted(worst.negative, 'negative mention')}, more than any other topic.`,
        ]
      : []),
    answers.asked > 0
      ? `Answer sooner and more often: today ${percent(shareOf(answers.answered, answers.asked))} of complaints, questions and requests get an answer${answers.medianAnswerMs === null ? '' : `, after ${spanOf(answers.medianAnswerMs)} (median)`}.`
      : 'Know how long customers wait for an answer: today that is unknown.',
  ]
}

function assessment({ figures, taxonomy }: Basis): string[] {
  const { mentions, authors, days, sources, languages, departments, answers, gaps, accountsListed } = figures
  const concerned = departments.filter((each) => each.mentions > 0)
  const missing = unheard(figures)
  return [
    `${counted(mentions, 'mention')} by ${authors === 0 ? 'an unknown number of authors' : counted(authors, 'author')} on ${counted(days, 'day')} of ${daysOf(figures)}.`,
    ...sources.slice(0, 8).map((source) => {
      const about = source.topics.map(({ topic, mentions: n }) => `${topicName(taxonomy, topic)} (${count(n)})`)
      return `${source.source}: ${counted(source.mentions, 'mention')}, ${percent(shareOf(source.negative, source.mentions))} negative${about.length > 0 ? `; mostly ${listed(about)}` : '; no topic found'}.`
    }),
    `Languages: ${languagesOf({ languages, mentions })}.`,
    concerned.length === 0
      ? 'No department is concerned by any of it.'
      : `Departments concerned: ${concerned
          .toSorted((a, b) => b.mentions - a.mentions)
          .map((each) => `${departmentName(taxonomy, each.department)} ${percent(shareOf(each.mentions, mentions))}`)
          .join(', ')}; a mention may concern several.`,
    ...answerStatements(answers),
    accountsListed === 0
      ? 'Own accounts: unknown (`accounts` is not configured).'
      : `Own accounts: ${count(idleOf(figures).length)} of ${count(accountsListed)} idle or semi-idle.`,
    missing.length === 0
      ? 'Every kind of place is heard.'
      : `Not heard, or under a name that says nothing: ${listed(missing.map(({ name }) => name))}.`,
    ...gaps.map((gap) => `Nothing was collected from ${dayOf(gap.from)} to ${dayOf(gap.to - 1)}.`),
  ]
}

function answerStatements({ knownSources, unknownSources, asked, answered, medianAnswerMs }: Assessment['answers']) {
  return [
    ...(asked > 0
      ? [
          `Answers on ${listed(knownSources)}: ${count(answered)} of ${count(asked)} complaints, questions and requests${medianAnswerMs === null ? '' : `, after ${spanOf(medianAnswerMs)} (median)`}.`,
        ]
      : []),
    ...(unknownSources.length > 0
      ? [`Answers on ${listed(unknownSources)}: unknown; no reply of an own account is known there.`]
      : []),
  ]
}

function strategy({ figures, taxonomy }: Basis): string[] {
  const order = rollout(figures)
  const { mentions, inSeveralDepartments } = figures
  const isByBursts = order.some(({ avoidable }) => (avoidable ?? 0) > 0)
  return [
    order.length === 0
      ? 'No order of rollout follows from this data.'
      : `Roll out in this order (\`organisation.rollout\`): ${order.map(({ department }) => departmentName(taxonomy, department)).join(', ')}.`,
    isByBursts
      ? 'The order goes by the negative mentions that came on unusual days after an alert would have opened, then by all negative ones.'
      : 'The order goes by negative mentions: no unusual day, or fewer than 14 days to tell them from usual ones.',
    ...order.slice(0, 8).map((department) => rolloutStatement({ figures, taxonomy }, department)),
    ...(inSeveralDepartments > 0
      ? [
          `${percent(shareOf(inSeveralDepartments, mentions))} of the mentions concern two or more departments: those need a hand-over between them.`,
        ]
      : []),
  ]
}

function rolloutStatement(
  { figures, taxonomy }: Pick<Basis, 'figures' | 'taxonomy'>,
  of: DepartmentAssessment,
): string {
  const { department, negative, burstDays, avoidable, contacts, saved } = of
  const days =
    burstDays === null
      ? 'unusual days unknown'
      : `${counted(burstDays, 'unusual day')}, ${count(avoidable!)} after the alert`
  const worth =
    contacts === null || saved === null
      ? 'worth unknown'
      : `up to ${counted(Math.round(contacts), 'contact')}, ${money(saved, currencyOf(figures))}`
  return `${departmentName(taxonomy, department)}: ${counted(negative, 'negative mention')}; ${days}; ${worth}.`
}

function execution({ figures, taxonomy, settings }: Basis): string[] {
  const { sources, departments } = figures
  const live = sources.filter(({ source }) => settings.sourceTypes.has(source)).length
  const ready = departments.filter(({ hasReceiver }) => hasReceiver)
  const lacking = rollout(figures).filter(({ hasReceiver }) => !hasReceiver)
  return [
    live === 0
      ? 'No source is configured (`sources`): this is imported history, and nothing new arrives.'
      : `${count(live)} of ${counted(sources.length, 'source')} with mentions ${live === 1 ? 'is' : 'are'} configured and ${live === 1 ? 'goes' : 'go'} on.`,
    ready.length === 0
      ? 'No department has a receiver yet (`organisation.departments`).'
      : `With a receiver: ${listed(ready.map(({ department }) => departmentName(taxonomy, department)))}.`,
    ...(lacking.length > 0 && ready.length > 0
      ? [`Without one: ${listed(lacking.map(({ department }) => departmentName(taxonomy, department)))}.`]
      : []),
    settings.hasPlanningData
      ? 'Planning data is configured: alerts name affected products, lots and orders.'
      : 'No planning data (`planners.planningData`): alerts cannot say which orders and stocks are affected.',
  ]
}

function budget({ figures, settings, taxonomy }: Basis): string[] {
  const { worth, departments, assumptions } = figures
  const missing = assumptions
    .filter(({ key, value }) => value === null && key !== 'worth.currency')
    .map(({ key }) => `\`${key}\``)
  const contacts = departments.reduce((sum, each) => sum + (each.contacts ?? 0), 0)
  const saved = departments.reduce((sum, each) => sum + (each.saved ?? 0), 0)
  const isKnown = departments.some((each) => each.saved !== null)
  return [
    `Attention: at most ${count(settings.budgetPerWeek)} false alarms for each of ${count(taxonomy.departments.length)} departments in a week.`,
    isKnown
      ? `Possible return in these ${count(daysOf(figures))} days: up to ${counted(Math.round(contacts), 'contact')} avoided, ${money(saved, currencyOf(figures))}, counted in each department that a mention concerns.`
      : `Possible return: unknown${missing.length > 0 ? ` (${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not configured)` : ' (fewer than 14 days of history)'}.`,
    worth === null
      ? 'What warnings were worth so far: unknown (`worth` is not configured).'
      : worth.warnings === 0
        ? 'What warnings were worth so far: nothing yet; no alert rated useful came before the daily report.'
        : `Warnings so far: ${counted(worth.warnings, 'alert')} rated useful came before the daily report; about ${counted(Math.round(worth.contactsAvoided), 'contact')} avoided, ${money(worth.saved, worth.assumptions.currency)}.`,
    ...assumptions
      .filter(({ key }) => key !== 'worth.currency')
      .map(
        ({ key, meaning, value }) =>
          `${meaning}: ${assumed(key, value, currencyOf(figures))} (assumption, \`${key}\`).`,
      ),
  ]
}

function measure({ figures, quality }: Basis): string[] {
  const { answers, accountsListed } = figures
  const { opened, judged, useful, medianReactionMs } = quality
  return [
    opened === 0
      ? 'Precision (rated useful of rated): unknown; no alert opened in this period.'
      : judged === 0
        ? `Precision (rated useful of rated): unknown; none of ${counted(opened, 'alert')} is rated.`
        : `Precision: ${count(useful)} of ${count(judged)} rated alerts are useful (${percent(useful / judged)}).`,
    `Time to the first reaction: ${medianReactionMs === null ? 'unknown; nobody reacted to an alert of this period' : `${spanOf(medianReactionMs)} (median)`}.`,
    answers.asked === 0
      ? 'Share answered and time to the answer: unknown.'
      : `Share answered: ${percent(shareOf(answers.answered, answers.asked))}.`,
    accountsListed === 0
      ? 'Idle accounts: unknown.'
      : `Idle or semi-idle accounts: ${count(idleOf(figures).length)} of ${count(accountsListed)}.`,
    'Read them every week on the pages Tuning, Report and Accounts.',
  ]
}

/** From one in a hundred on. */
function languagesOf({ languages, mentions }: Pick<Assessment, 'languages' | 'mentions'>): string {
  const shares = languages.map(({ language, mentions: n }) => ({ language, share: shareOf(n, mentions) }))
  const large = shares.filter(({ share }) => share >= leastShare)
  const rest = 1 - large.reduce((sum, { share }) => sum + share, 0)
  return [
    ...large.map(({ language, share }) => `${languageName(language)} ${percent(share)}`),
    ...(rest >= leastShare / 2 ? [`others ${percent(rest)}`] : []),
  ].join(', ')
}
const leastShare = 0.01

function assumed(key: string, value: string | number | null, currency: string): string {
  if (value === null) return 'unknown'
  return key === 'worth.costPerContact' ? money(Number(value), currency) : String(value)
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

function languageName(code: string): string {
  if (code === '' || code === 'und') return 'unknown'
  try {
    return languageNames.of(code) ?? code
  } catch {
    return code
  }
}
