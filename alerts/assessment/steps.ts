import { count, counted, dayOf, percent, spanOf } from '../../infra/format.ts'
import type { Assessment, DepartmentAssessment } from './assessment.ts'
import {
  currencyOf,
  departmentName,
  factorOf,
  idleOf,
  listed,
  money,
  rollout,
  shareOf,
  topicName,
  unheard,
  unplaced,
  type Basis,
} from './wording.ts'

type Step = Assessment['steps'][number]

/** Further departments follow in the order of rollout. */
const mostDepartments = 3
const mostNamed = 3

/** The one sentence for whoever reads no more. Pure. */
export function headlineOf({ figures, taxonomy }: Basis): string {
  const { mentions, negative, from, to } = figures
  const [first] = rollout(figures)
  if (mentions === 0) return 'There are no mentions to assess. Import a file or connect a source first.'
  const period = `${dayOf(from)} to ${dayOf(to - 1)}`
  if (!first) return `No department has negative mentions in ${count(mentions)} (${period}). Nothing is urgent.`
  const name = departmentName(taxonomy, first.department)
  const share = percent(shareOf(first.negative, negative))
  const worth =
    first.saved !== null && first.saved > 0
      ? ` Warnings there could have avoided up to ${count(first.contacts!)} contacts, ${money(first.saved, currencyOf(figures))}.`
      : ''
  return `Start with ${name}: ${share} of the ${counted(negative, 'negative mention')} from ${period} concern it.${worth}`
}

/** What to do, in this order. Pure. */
export function stepsOf(basis: Basis): Step[] {
  const { figures } = basis
  if (figures.mentions === 0) return [firstData]
  const [first, ...others] = rollout(figures).slice(0, mostDepartments)
  return [
    ...(first ? [departmentStep(basis, first, 'first')] : []),
    ...answerStep(basis),
    ...accountStep(basis),
    ...placeStep(basis),
    ...others.map((department, i) => departmentStep(basis, department, i === 0 ? 'second' : 'third')),
    ...worthStep(basis),
    ...ratingStep(basis),
  ]
}

const firstData: Step = {
  what: 'Import what customers wrote, or connect a source.',
  why: 'An assessment reads stored mentions, and there are none (`groundswell import FILE`, `groundswell sources add`).',
}

function departmentStep({ figures, taxonomy }: Basis, of: DepartmentAssessment, order: string): Step {
  const { department, negative, burstDays, avoidable, topics, hasReceiver, saved, contacts } = of
  const name = departmentName(taxonomy, department)
  const receiver = hasReceiver
    ? ''
    : ` Nothing says where its alerts go (\`organisation.departments.${department}.channels\`).`
  const about = topics.filter((topic) => topic.negative > 0).map(({ topic }) => topicName(taxonomy, topic))
  const bursts =
    burstDays === null || burstDays === 0
      ? ''
      : ` On ${counted(burstDays, 'day')} there were clearly more of them than usual; ${count(avoidable!)} came after an alert would have opened${saved ? `: at most ${count(contacts!)} contacts (${factorOf(figures)}) or ${money(saved, currencyOf(figures))}` : ''}.`
  return {
    what: `Give ${name} its warnings ${order}.`,
    why: `${counted(negative, 'negative mention')} concern it${about.length > 0 ? `, mostly ${listed(about)}` : ''}.${bursts}${receiver}`,
  }
}

function answerStep({ figures: { answers, accountsListed } }: Basis): Step[] {
  const { knownSources, asked, answered, medianAnswerMs } = answers
  if (knownSources.length === 0)
    return [
      {
        what:
          accountsListed === 0
            ? 'List your own accounts in a file, so that your replies count as answers.'
            : 'Connect the sources in which your accounts reply.',
        why: `No answer of yours is known, so nobody can say how long customers wait${accountsListed === 0 ? ' (`accounts`)' : ''}.`,
      },
    ]
  if (asked === 0 || answered === asked) return []
  const time = medianAnswerMs === null ? '' : ` The others waited ${spanOf(medianAnswerMs)} (median).`
  return [
    {
      what: `Answer what is open on ${listed(knownSources.slice(0, mostNamed))}.`,
      why: `${count(asked - answered)} of ${counted(asked, 'complaint, question or request', 'complaints, questions and requests')} got no answer.${time}`,
    },
  ]
}

function accountStep({ figures }: Basis): Step[] {
  const idle = idleOf(figures)
  if (idle.length === 0) return []
  const mentions = idle.reduce((sum, { recentMentions }) => sum + recentMentions, 0)
  const names = idle.slice(0, mostNamed).map(({ platform, handle }) => `${handle} on ${platform}`)
  return [
    {
      what: `Give ${listed(names)} somebody who reads them, or say there where you can be reached.`,
      why: `${counted(idle.length, 'account')} of yours ${idle.length === 1 ? 'is' : 'are'} idle or semi-idle; ${counted(mentions, 'mention')} in 30 days ${mentions === 1 ? 'names' : 'name'} ${idle.length === 1 ? 'it' : 'them'}.`,
    },
  ]
}

function placeStep({ figures }: Basis): Step[] {
  const places = unheard(figures).slice(0, mostNamed)
  const unknown = unplaced(figures)
  if (unknown.length === figures.sources.length)
    return [
      {
        what: 'Give sources names that say where they listen.',
        why: `Neither type nor name of ${listed(unknown.slice(0, mostNamed))} says it, so nobody knows which places are not heard (\`--source twitter\`, or \`name\` of a source).`,
      },
    ]
  if (places.length === 0) return []
  const connectors = places.flatMap(({ connectors: [first, second] }) => [first, second]).filter(Boolean)
  const kinds =
    connectors.length === 0
      ? ''
      : ` There ${connectors.length === 1 ? 'is a kind of source' : 'are kinds of sources'} for it: ${listed(connectors.map((type) => `\`${type}\``))}.`
  const perhaps =
    unknown.length === 0
      ? ''
      : ` (${listed(unknown.slice(0, mostNamed))} may; type and name do not say where they listen)`
  return [
    {
      what: `Listen to ${listed(places.map(({ name }) => name))} as well.`,
      why: `No source is known to listen there${perhaps}, so a problem that customers only report there is noticed late.${kinds}`,
    },
  ]
}

function worthStep({ figures }: Basis): Step[] {
  const missing = figures.assumptions.filter(({ key, value }) => key.startsWith('worth.') && value === null)
  if (missing.length === 0) return []
  return [
    {
      what: 'State what a contact costs.',
      why: 'Without it nobody can say what a warning is worth in money, and the order above goes by mentions alone (`worth.contactsPerMention`, `worth.avoidedShare`, `worth.costPerContact`).',
    },
  ]
}

function ratingStep({ quality: { opened, judged } }: Basis): Step[] {
  if (opened > 0 && judged > 0) return []
  return [
    {
      what:
        opened === 0
          ? 'Replay this history before you switch notifications on.'
          : 'Rate alerts as useful, noise or expected.',
      why:
        opened === 0
          ? 'No alert opened in this period: imported history opens none. A replay shows which would have opened (`groundswell backtest`, or the page Tuning).'
          : `${counted(opened, 'alert')} opened and none is rated, so nobody knows how good the warnings are.`,
    },
  ]
}
