import { toUplifts } from '../alerts/detection/planned-events.ts'
import { readTaxonomy } from '../enrich/labels/taxonomy.ts'
import { currentModels } from '../enrich/linear/current-models.ts'
import { UsageError, type Call } from '../infra/verb.ts'
import { openOrganisation } from './company.ts'
import { printable, type Config } from './config.ts'
import { startFaults } from './config-faults.ts'
import { ownOverDemo } from './demo-data.ts'

/** `config print`. @throws UsageError that names all faults */
export async function printConfig(call: Call, config: Config): Promise<void> {
  openOwn(config)
  await call.print(JSON.stringify(printable(config), null, 2))
}

/** `config check`. @throws UsageError that names all faults, and the examples of the taxonomy that its topics do not match */
export async function checkConfig(call: Call, config: Config): Promise<void> {
  const startable = [...startFaults(config, config.file), ...ownOverDemo(config)]
  if (startable.length > 0) throw new UsageError(startable.join('\n'))
  const { taxonomy, faults } = openOwn(config)
  const { missedExamples, missedSentence } = await import('../enrich/missed-examples.ts')
  const { openPipeline } = await import('../enrich/enrichers/pipeline.ts')
  const { readModels } = await import('../enrich/linear/models.ts')
  const pipeline = openPipeline(taxonomy, {}, readModels(currentModels(config.data)))
  const missed = (await missedExamples(taxonomy, pipeline)).map(missedSentence)
  if (faults.length + missed.length > 0) throw new UsageError([...faults, ...missed].join('\n'))
  await call.print(`the configuration is valid; taxonomy ${taxonomy.version} has ${taxonomy.topics.length} topics`)
  if (config.sources.length === 0)
    await call.print(
      `${config.file === undefined ? 'there is no groundswell.yaml' : 'it has no sources'}: start runs the demo, \`groundswell sources add TYPE\` adds a source`,
    )
}

function openOwn(config: Config) {
  const taxonomy = readTaxonomy(config.taxonomy)
  toUplifts(config.plannedEvents, taxonomy)
  return { taxonomy, faults: openOrganisation(config, taxonomy).faults }
}
