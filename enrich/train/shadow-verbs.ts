import type { OpenStore } from '../../infra/store/open-store.ts'
import { text, UsageError, type Call } from '../../infra/verb.ts'
import { loadCorrections } from '../mentions/correction-table.ts'
import { currentModels, saveModels, switchModels } from '../linear/current-models.ts'
import { modelsOf } from '../linear/models.ts'
import { labelInShadow, relabelledMs } from '../relabel/relabel.ts'
import { shadowChanges } from '../relabel/shadow-changes.ts'
import { trainShadow, type ShadowFigures } from './train-shadow.ts'
import { openPipeline } from '../enrichers/pipeline.ts'
import type { EnrichVerbDeps } from '../verbs.ts'

export interface ShadowVerbDeps extends EnrichVerbDeps {
  store(call: Call): Promise<OpenStore>
  /** The folder that everything is kept in. */
  data(call: Call): string
}

/** `train --shadow`: adapts the models, labels eight weeks with them beside the stored labels, and says what would change. */
export async function learnInShadow(call: Call, parts: ShadowVerbDeps): Promise<void> {
  if (call.positionals.length > 0) throw new UsageError(`train --shadow takes no ${call.positionals.join(' ')}`)
  const known = parts.known(call)
  const opened = await parts.store(call)
  try {
    const corrections = await loadCorrections(opened.store)
    if (corrections.length === 0) return await call.print('there are no corrections yet, so there is nothing to learn')
    const trained = await trainShadow(corrections, known)
    const models = modelsOf(trained.parts)
    const version = saveModels(parts.data(call), trained.parts)
    const present = { modelVersion: version, taxonomyVersion: known.taxonomy.version }
    const pipeline = openPipeline(known.taxonomy, known.lists, models)
    await labelInShadow(
      { store: opened.store, taxonomy: known.taxonomy, pipeline },
      {
        since: Date.now() - relabelledMs,
        signal: call.signal,
        onProgress: ({ done, of }) => call.progress(`${done} of ${of} mentions`),
      },
      present,
    )
    const topics = await shadowChanges(opened.store, present)
    if (call.values.json)
      return await call.print(
        JSON.stringify({ version, corrections: corrections.length, tasks: trained.figures, topics }),
      )
    for (const line of trained.figures.flatMap(linesOf)) await call.print(line)
    await call.print(
      topics.length === 0
        ? 'no stored mention would change its topics'
        : 'stored mentions of the last 56 days that would change, by topic:',
    )
    for (const { topic, gained, lost } of topics) await call.print(`  ${topic}: ${gained} more, ${lost} fewer`)
    await call.print(`models ${version} written; \`groundswell train --switch ${version}\` puts them in force`)
  } finally {
    await opened.close()
  }
}

/** `train --switch VERSION|shipped`. */
export async function switchTo(call: Call, { data }: ShadowVerbDeps): Promise<void> {
  const version = text(call, 'switch')!
  switchModels(data(call), version)
  const inForce = currentModels(data(call)) === undefined ? 'the models that ship are' : `models ${version} are`
  await call.print(`${inForce} in force for what starts from now on; a running \`start\` wants a restart`)
}

function linesOf({ task, corrections, presentRight, adaptedRight, onExamples }: ShadowFigures): string[] {
  const { gained, lost, perLabel } = onExamples
  return [
    `${task}: ${corrections} corrections; the models in force get ${presentRight} of them right, adapted ones that have not seen them ${adaptedRight}; on the project's examples ${gained.length} gained, ${lost.length} lost`,
    ...Object.entries(perLabel)
      .filter(([, difference]) => Math.abs(difference) >= 0.0005)
      .map(([label, difference]) => `  ${label}: F1 ${difference > 0 ? '+' : ''}${difference.toFixed(3)}`),
  ]
}
