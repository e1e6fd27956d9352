import type { HazardKind } from '../labels/enriched-mention.ts'
import type { HazardClass } from './hazard-words.ts'

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
  /** It is severe, and alone no report that harm was done: "a choking hazard", "we went to the hospital". */
  sign?: true
}

const people = ['child', 'pet', 'adult'] as const
const small = ['child', 'pet'] as const
const body = ['limb', 'face', 'self'] as const

export const hazardRules: readonly HazardRule[] = [
  { kind: 'injury', event: 'severe' },
  { kind: 'injury', event: 'danger', sign: true },
  { kind: 'injury', event: 'wound', near: [[...body, ...small]] },
  { kind: 'injury', event: 'diagnosis', near: [people] },
  { kind: 'injury', event: 'blow', near: [body], within: 5, unless: ['screen', 'praiseOfFire'] },
  { kind: 'injury', event: 'blow', near: [small, ['impact']], within: 6 },
  { kind: 'injury', event: 'entangle', near: [['limb']], within: 5, unless: ['praiseOfFire', 'tune'] },
  { kind: 'injury', event: 'cord', near: [['neck'], small] },
  { kind: 'injury', event: 'collapse', near: [['limb', 'face'], ['upon']], within: 12, unless: ['harmlessFall'] },
  { kind: 'injury', event: 'collapse', near: [['upon'], people], within: 3, unless: ['harmlessFall'] },
  { kind: 'injury', event: 'collapse', near: [small, ['impact', 'weight']], within: 12, unless: ['harmlessFall'] },
  { kind: 'injury', event: 'collapse', near: [['adult'], ['weight']], within: 6, unless: ['harmlessFall', 'errand'] },
  { kind: 'injury', event: 'breathe', near: [['distress']], within: 4, negatable: false },
  {
    kind: 'swallowing',
    event: 'choke',
    near: [[...people, 'limb']],
    within: 6,
    unless: ['surprise', 'harmlessSwallow'],
  },
  { kind: 'swallowing', event: 'choke', near: [small], within: 12, unless: ['surprise', 'harmlessSwallow'] },
  { kind: 'swallowing', event: 'care', near: [['pet'], ['consume']], unless: ['errand'] },
  { kind: 'swallowing', event: 'swallow', near: [[...small, 'smallPart']], unless: ['harmlessSwallow'] },
  { kind: 'shock', event: 'electrocuted' },
  { kind: 'shock', event: 'shock', near: [['electric']], unless: ['surprise'], within: 6 },
  { kind: 'shock', event: 'shock', near: [['get']], unless: ['surprise'], within: 3 },
  { kind: 'shock', event: 'trip', near: [['fuse']], within: 4, sign: true },
  { kind: 'fire', event: 'fire', unless: ['fiction'] },
  { kind: 'fire', event: 'aflame', near: [['thing', 'device', 'place', 'adult', 'child']], unless: ['praiseOfFire'] },
  { kind: 'explosion', event: 'explode', unless: ['harmlessExplosion'] },
  { kind: 'explosion', event: 'blowUp', near: [['thing', 'device']], unless: ['harmlessExplosion'] },
  { kind: 'fire', event: 'smoke', near: [['rises']], within: 4, unless: ['harmlessSmoke'] },
  { kind: 'fire', event: 'smell', near: [['burnt']], within: 5, unless: ['harmlessSmell'] },
  { kind: 'fire', event: 'melt', near: [['thing']], within: 10, unless: ['sweet'] },
  { kind: 'fire', event: 'heat', near: [['extreme'], ['painful']], within: 6, unless: ['food'] },
  { kind: 'fire', event: 'battery', near: [['swell']], within: 6 },
  { kind: 'contamination', event: 'infected' },
  {
    kind: 'contamination',
    event: 'foreign',
    near: [['within'], ['food'], ['found']],
    within: 7,
    unless: ['brokenGoods'],
  },
  { kind: 'contamination', event: 'foreign', near: [['within'], ['dish'], ['there']], within: 5 },
  { kind: 'contamination', event: 'vermin', near: [['food', 'found', 'within']], within: 7, unless: ['reader'] },
  { kind: 'contamination', event: 'mould', near: [['growth', 'food']], within: 5, unless: ['shape'] },
  { kind: 'contamination', event: 'lead', near: [['assay']], within: 5, unless: ['otherLead'] },
  { kind: 'contamination', event: 'poison', near: [['assay', 'within']], within: 5, unless: ['otherLead'] },
  { kind: 'contamination', event: 'ill', near: [['cause'], ['consume', 'dish']], within: 8, unless: ['fedUp'] },
  { kind: 'contamination', event: 'ill', near: [small, ['cause', 'consume']], within: 6, unless: ['fedUp', 'errand'] },
  { kind: 'injury', event: 'ill', near: [small, ['get']], within: 6, unless: ['fedUp', 'errand'], sign: true },
  { kind: 'injury', event: 'care', near: [['brought'], people, ['fault']], within: 10, unless: ['errand'] },
  { kind: 'injury', event: 'care', near: [['brought'], people], within: 8, unless: ['errand'], sign: true },
  { kind: 'injury', event: 'treatment', near: [['needed'], people, ['fault']], within: 8, unless: ['errand', 'sewn'] },
  { kind: 'injury', event: 'treatment', near: [['needed'], people], within: 6, unless: ['errand', 'sewn'], sign: true },
  { kind: 'injury', event: 'reaction', near: [['gave'], [...people, 'face']], within: 6, unless: ['harmlessSwallow'] },
  { kind: 'injury', event: 'restraint', near: [['fails'], ['motion', ...small]], within: 9 },
  { kind: 'injury', event: 'glass', near: [['shatter'], ['toward']], within: 9, unless: ['transit'] },
  { kind: 'injury', event: 'pour', near: [['hot'], [...body, ...people]], within: 10 },
  { kind: 'injury', event: 'kill', near: [small, ['nearly']], within: 7 },
  { kind: 'dataLeak', event: 'other', near: [['records'], ['shown']], within: 8, unless: ['parcelTalk'] },
  { kind: 'dataLeak', event: 'leak' },
  { kind: 'dataLeak', event: 'exposed', near: [['mine'], ['records']], within: 5, unless: ['parcelTalk'] },
]
