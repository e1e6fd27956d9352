import type { HazardKind } from '../labels/enriched-mention.ts'

/** The topic of each kind of hazard in the shipped taxonomies. Where a taxonomy does not have it, a hazard raises the severity only. */
export const topicOfHazard: Record<HazardKind, string> = {
  injury: 'safety.injury',
  swallowing: 'safety.injury',
  fire: 'safety.overheating',
  explosion: 'safety.overheating',
  shock: 'safety.shock',
  contamination: 'safety.injury',
  dataLeak: 'account.privacy',
}
