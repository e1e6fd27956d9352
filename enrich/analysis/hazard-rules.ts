import type { HazardClass } from './hazard-words.ts'

/** What a hazard does: each kind has a topic in the shipped taxonomy. */
export type HazardKind = 'injury' | 'heat' | 'shock' | 'privacy'

/** An event is a hazard when a word of each of `near` (of any class in the list) stands close to it in its sentence, and none of `unless`. */
export interface HazardRule {
  kind: HazardKind
  event: HazardClass
  near?: readonly (readonly HazardClass[])[]
  unless?: readonly HazardClass[]
  /** Greatest distance of the other words, in tokens. */
  within?: number
  /** The event holds even after "not": could not breathe. */
  negatable?: false
}

const people = ['child', 'pet', 'adult'] as const
const small = ['child', 'pet'] as const
const body = ['limb', 'face', 'self'] as const

export const hazardRules: readonly HazardRule[] = [
  { kind: 'injury', event: 'severe' },
  { kind: 'injury', event: 'wound', near: [[...body, ...small]] },
  { kind: 'injury', event: 'blow', near: [body], within: 5, unless: ['screen', 'praiseOfFire'] },
  { kind: 'injury', event: 'blow', near: [small, ['impact']], within: 6 },
  { kind: 'injury', event: 'entangle', near: [['limb']], within: 5, unless: ['praiseOfFire'] },
  { kind: 'injury', event: 'cord', near: [['neck'], small] },
  { kind: 'injury', event: 'collapse', near: [['limb', 'face'], ['upon']], within: 12, unless: ['harmlessFall'] },
  { kind: 'injury', event: 'collapse', near: [['upon'], people], within: 3, unless: ['harmlessFall'] },
  { kind: 'injury', event: 'collapse', near: [small, ['impact', 'weight']], within: 12, unless: ['harmlessFall'] },
  { kind: 'injury', event: 'collapse', near: [['adult'], ['weight']], within: 6, unless: ['harmlessFall', 'errand'] },
  { kind: 'injury', event: 'breathe', near: [['distress']], within: 4, negatable: false },
  { kind: 'injury', event: 'choke', near: [[...people, 'limb']], within: 6, unless: ['surprise', 'harmlessSwallow'] },
  { kind: 'injury', event: 'swallow', near: [[...small, 'smallPart']], unless: ['harmlessSwallow'] },
  { kind: 'shock', event: 'shock', near: [['electric']], unless: ['surprise'], within: 6 },
  { kind: 'shock', event: 'shock', near: [['get']], unless: ['surprise'], within: 3 },
  { kind: 'shock', event: 'trip', near: [['fuse']], within: 4 },
  { kind: 'heat', event: 'fire', unless: ['praiseOfFire'] },
  { kind: 'heat', event: 'explode', unless: ['harmlessExplosion'] },
  { kind: 'heat', event: 'smoke', near: [['rises']], within: 4, unless: ['harmlessSmoke'] },
  { kind: 'heat', event: 'smell', near: [['burnt']], within: 5, unless: ['harmlessSmell'] },
  { kind: 'heat', event: 'melt', near: [['thing']], within: 10, unless: ['sweet'] },
  { kind: 'heat', event: 'heat', near: [['extreme'], ['painful']], within: 6, unless: ['food'] },
  { kind: 'heat', event: 'battery', near: [['swell']], within: 6 },
  { kind: 'injury', event: 'foreign', near: [['within'], ['food'], ['found']], within: 7 },
  { kind: 'injury', event: 'vermin', near: [['food', 'found', 'within']], within: 7 },
  { kind: 'injury', event: 'mould', near: [['growth', 'food']], within: 5, unless: ['shape'] },
  { kind: 'injury', event: 'lead', near: [['assay']], within: 5, unless: ['otherLead'] },
  { kind: 'injury', event: 'poison', near: [['assay', 'within']], within: 5 },
  { kind: 'injury', event: 'ill', near: [['cause'], ['consume']], within: 8, unless: ['fedUp'] },
  { kind: 'injury', event: 'ill', near: [small, ['get', 'cause', 'consume']], within: 6, unless: ['fedUp', 'errand'] },
  { kind: 'injury', event: 'care', near: [['brought'], people], within: 8, unless: ['errand'] },
  { kind: 'injury', event: 'treatment', near: [['needed'], people], within: 6, unless: ['errand', 'sewn'] },
  { kind: 'injury', event: 'reaction', near: [['gave'], [...people, 'face']], within: 6, unless: ['harmlessSwallow'] },
  { kind: 'injury', event: 'restraint', near: [['fails'], ['motion', ...small]], within: 9 },
  { kind: 'injury', event: 'glass', near: [['shatter'], ['toward']], within: 9, unless: ['transit'] },
  { kind: 'injury', event: 'pour', near: [['hot'], [...body, ...people]], within: 7 },
  { kind: 'injury', event: 'kill', near: [small, ['nearly']], within: 7 },
  { kind: 'privacy', event: 'other', near: [['records'], ['shown']], within: 8, unless: ['parcelTalk'] },
  { kind: 'privacy', event: 'leak' },
  { kind: 'privacy', event: 'exposed', near: [['mine'], ['records']], within: 5, unless: ['parcelTalk', 'errand'] },
]
