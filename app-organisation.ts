import { organisationFaults, type Fault } from './alerts/organisation/faults.ts'
import { toOrganisation, type Organisation } from './alerts/organisation/organisation.ts'
import { receiverNames } from './alerts/notifiers/registry.ts'
import { tellingFaults } from './alerts/telling/faults.ts'
import type { Config } from './config.ts'
import { placeOf } from './config-lines.ts'
import type { Taxonomy } from './enrich/taxonomy.ts'

/** The company as configured, and a sentence with file and line for each thing in it that cannot be meant. */
export function openOrganisation(
  config: Pick<Config, 'organisation' | 'notifiers' | 'telling' | 'file'>,
  taxonomy: Taxonomy,
): { organisation: Organisation; faults: string[] } {
  const organisation = toOrganisation(config.organisation, taxonomy)
  const known = {
    departments: new Set(taxonomy.departments.map(({ id }) => id)),
    topics: new Set(taxonomy.topics.map(({ id }) => id)),
    receivers: new Set(receiverNames(config.notifiers)),
  }
  const faults: Fault[] = [
    ...organisationFaults(config.organisation, organisation, known),
    ...tellingFaults(config.telling, config.notifiers, known),
  ]
  return { organisation, faults: faults.map(({ key, sentence }) => `${placeOf(config.file, key)}: ${sentence}`) }
}
