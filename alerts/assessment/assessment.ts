import { Type, type Static } from 'typebox'
import { Worth } from '../report/worth-schema.ts'

const Count = (description: string) => Type.Integer({ minimum: 0, description })
const OrNull = (description: string) => Type.Union([Type.Number(), Type.Null()], { description })
const volumes = {
  mentions: Count('Mentions without spam'),
  negative: Count('Negative ones of them'),
}

export const TopicVolume = Type.Object({ topic: Type.String(), ...volumes })
export type TopicVolume = Static<typeof TopicVolume>

/** Who talks in one source, and about what. */
export const SourceVolume = Type.Object({
  source: Type.String(),
  ...volumes,
  authors: Count('Distinct authors that the source names'),
  topics: Type.Array(TopicVolume, { description: 'At most three, most mentions first' }),
})
export type SourceVolume = Static<typeof SourceVolume>

/** What early warning would have been worth in a department, had it been there in the period. */
export const DepartmentAssessment = Type.Object({
  department: Type.String(),
  ...volumes,
  topics: Type.Array(TopicVolume, {
    description: 'At most three that it owns or watches, most negative mentions first',
  }),
  burstDays: OrNull('Days with clearly more negative mentions than on a typical day; null with fewer than 14 days'),
  avoidable: OrNull(
    'Negative mentions above a typical day that came on these days after those that an alert needs (gates.mentions)',
  ),
  contacts: OrNull('Contacts that acting at once would have avoided, at most; null where `worth` is not configured'),
  saved: OrNull('What they would have cost, in the currency of `worth`; null where it is not configured'),
  hasReceiver: Type.Boolean({ description: 'Whether a receiver or a person with one is configured for it' }),
})
export type DepartmentAssessment = Static<typeof DepartmentAssessment>

/** How fast the company answers complaints, questions and requests. */
export const Answers = Type.Object({
  knownSources: Type.Array(Type.String(), { description: 'Sources from which answers are known' }),
  unknownSources: Type.Array(Type.String(), {
    description: 'Sources from which no answer is known, so nothing is said',
  }),
  asked: Count('Newest complaints, questions and requests in the known sources, at most 5,000'),
  answered: Count('Those of them that were answered'),
  medianAnswerMs: OrNull('Median time in ms from the mention to the first answer; null without answers'),
})
export type Answers = Static<typeof Answers>

export const IdleAccount = Type.Object({
  platform: Type.String(),
  handle: Type.String(),
  owner: Type.Union([Type.String(), Type.Null()]),
  flags: Type.Array(Type.String(), { description: 'idle, semi-idle, orphan, uncovered' }),
  recentMentions: Count('Mentions of it in the last 30 days of the period'),
  unanswered: Count('Mentions of the last 90 days that wait for an answer for more than a day'),
})
export type IdleAccount = Static<typeof IdleAccount>

/** A kind of place where customers talk. */
export const Place = Type.Object({
  name: Type.String(),
  connectors: Type.Array(Type.String(), { description: 'Types of sources that listen there' }),
  sources: Type.Array(Type.String(), { description: 'Sources of this kind with mentions in the period' }),
})
export type Place = Static<typeof Place>

const sectionIds = ['objectives', 'assessment', 'strategy', 'execution', 'budget', 'measure'] as const
export type SectionId = (typeof sectionIds)[number]

/** What is stored, read as an answer to: what should we do first, and why? Times in epoch ms. */
export const Assessment = Type.Object({
  from: Type.Integer({ description: 'Epoch ms of the first mention in the period' }),
  to: Type.Integer({ description: 'Epoch ms, exclusive: after the newest mention' }),
  headline: Type.String(),
  steps: Type.Array(Type.Object({ what: Type.String(), why: Type.String() }), {
    description: 'What to do, in this order, and why',
  }),
  sections: Type.Array(
    Type.Object({
      id: Type.Enum([...sectionIds]),
      title: Type.String(),
      statements: Type.Array(Type.String()),
    }),
  ),
  assumptions: Type.Array(
    Type.Object({
      key: Type.String({ description: 'Key of the configuration' }),
      meaning: Type.String(),
      value: Type.Union([Type.Number(), Type.String(), Type.Null()], { description: 'null: not configured' }),
    }),
  ),
  mentions: volumes.mentions,
  negative: volumes.negative,
  authors: Count('Distinct authors that sources name'),
  days: Count('Days (UTC) of the period with mentions'),
  inSeveralDepartments: Count('Mentions that concern two or more departments'),
  languages: Type.Array(Type.Object({ language: Type.String(), mentions: volumes.mentions })),
  sources: Type.Array(SourceVolume, { description: 'Most mentions first' }),
  departments: Type.Array(DepartmentAssessment, { description: 'In the order in which a rollout pays' }),
  answers: Answers,
  accounts: Type.Array(IdleAccount, { description: 'Own accounts with a flag, most mentions first' }),
  accountsListed: Count('Own accounts that are listed'),
  places: Type.Array(Place),
  gaps: Type.Array(
    Type.Object({
      from: Type.Integer({ description: 'Epoch ms' }),
      to: Type.Integer({ description: 'Epoch ms, exclusive' }),
    }),
    { description: 'Silences in which nothing was collected' },
  ),
  worth: Type.Union([Worth, Type.Null()], {
    description: 'What the warnings of the period were worth; null where `worth` is not configured',
  }),
})
export type Assessment = Static<typeof Assessment>

/** What the sentences are made of. */
export type Figures = Omit<Assessment, 'headline' | 'steps' | 'sections'>
