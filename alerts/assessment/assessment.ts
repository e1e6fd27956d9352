import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { Worth } from '../report/worth-schema.ts'

const Count = (description: string) => Type.Integer({ minimum: 0, ...doc(description, 180) })
const OrNull = (description: string) => Type.Union([Type.Number(), Type.Null()], doc(description, 12))
const volumes = {
  mentions: Count('Mentions without spam'),
  negative: Count('Negative ones of them'),
}

export const TopicVolume = Type.Object({ topic: Type.String(doc('Id of the topic', 'delivery.late')), ...volumes })
export type TopicVolume = Static<typeof TopicVolume>

/** Who talks in one source, and about what. */
export const SourceVolume = Type.Object({
  source: Type.String(doc('Name of the source', 'forum')),
  ...volumes,
  authors: Count('Distinct authors that the source names'),
  topics: Type.Array(TopicVolume, { description: 'At most three, most mentions first' }),
})
export type SourceVolume = Static<typeof SourceVolume>

/** What early warning would have been worth in a department, had it been there in the period. */
export const DepartmentAssessment = Type.Object({
  department: Type.String(doc('Id of the department', 'logistics')),
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
  knownSources: Type.Array(Type.String(), doc('Sources from which answers are known', ['helpdesk'])),
  unknownSources: Type.Array(
    Type.String(),
    doc('Sources from which no answer is known, so nothing is said', ['forum']),
  ),
  asked: Count('Newest complaints, questions and requests in the known sources, at most 5,000'),
  answered: Count('Those of them that were answered'),
  medianAnswerMs: OrNull('Median time in ms from the mention to the first answer; null without answers'),
})
export type Answers = Static<typeof Answers>

export const IdleAccount = Type.Object({
  platform: Type.String(doc('Where the account is', 'x')),
  handle: Type.String(doc('Its name there', 'haldensupport')),
  owner: Type.Union([Type.String(), Type.Null()], doc('Who keeps it; null: nobody is named', 'Lea')),
  flags: Type.Array(Type.String(), doc('idle, semi-idle, orphan, uncovered', ['idle'])),
  recentMentions: Count('Mentions of it in the last 30 days of the period'),
  unanswered: Count('Mentions of the last 90 days that wait for an answer for more than a day'),
})
export type IdleAccount = Static<typeof IdleAccount>

/** A kind of place where customers talk. */
export const Place = Type.Object({
  name: Type.String(doc('What it is called', 'Helpdesk')),
  connectors: Type.Array(Type.String(), doc('Types of sources that listen there', ['zendesk'])),
  sources: Type.Array(Type.String(), doc('Sources of this kind with mentions in the period', ['helpdesk'])),
})
export type Place = Static<typeof Place>

const sectionIds = ['objectives', 'assessment', 'strategy', 'execution', 'budget', 'measure'] as const
export type SectionId = (typeof sectionIds)[number]

/** What is stored, read as an answer to: what should we do first, and why? Times in epoch ms. */
export const Assessment = Type.Object({
  from: Type.Integer(doc('Epoch ms of the first mention in the period', 'delivery.late')),
  to: Type.Integer(doc('Epoch ms, exclusive: after the newest mention', 'delivery.lost')),
  headline: Type.String(
    doc('The most important sentence', 'Begin with Logistics: 40 % of what is negative is about it'),
  ),
  steps: Type.Array(
    Type.Object({
      what: Type.String(doc('What to do', 'Connect the mailbox of the shop')),
      why: Type.String(doc('Why', 'Nothing is heard from there')),
    }),
    {
      description: 'What to do, in this order, and why',
    },
  ),
  sections: Type.Array(
    Type.Object({
      id: Type.Enum([...sectionIds], doc('Which section it is')),
      title: Type.String(doc('Its heading', 'Objectives')),
      statements: Type.Array(Type.String(), doc('Its sentences', ['316 mentions in 28 days'])),
    }),
    { description: 'The six sections' },
  ),
  assumptions: Type.Array(
    Type.Object({
      key: Type.String(doc('Key of the configuration', 'worth.costPerContact')),
      meaning: Type.String(doc('What it says', 'Cost of one contact')),
      value: Type.Union([Type.Number(), Type.String(), Type.Null()], doc('null: not configured', 6)),
    }),
    { description: 'What the figures about money and alerts assume' },
  ),
  mentions: volumes.mentions,
  negative: volumes.negative,
  authors: Count('Distinct authors that sources name'),
  days: Count('Days (UTC) of the period with mentions'),
  inSeveralDepartments: Count('Mentions that concern two or more departments'),
  languages: Type.Array(Type.Object({ language: Type.String(doc('Its code', 'de')), mentions: volumes.mentions }), {
    description: 'Most mentions first',
  }),
  sources: Type.Array(SourceVolume, { description: 'Most mentions first' }),
  departments: Type.Array(DepartmentAssessment, { description: 'In the order in which a rollout pays' }),
  answers: Type.Object(Answers.properties, { description: 'How fast the company answers' }),
  accounts: Type.Array(IdleAccount, { description: 'Own accounts with a flag, most mentions first' }),
  accountsListed: Count('Own accounts that are listed'),
  places: Type.Array(Place, { description: 'Kinds of places where customers talk' }),
  gaps: Type.Array(
    Type.Object({
      from: Type.Integer(doc('Epoch ms', 1_796_047_500_000)),
      to: Type.Integer(doc('Epoch ms, exclusive', 1_796_051_100_000)),
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
