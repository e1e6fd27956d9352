import type { OpenStore } from '../../infra/store/open-store.ts'
import { text, UsageError, type Call } from '../../infra/verb.ts'
import { loadCorrections } from '../mentions/correction-table.ts'
import { currentModels, saveModels, switchModels } from '../linear/current-models.ts'
import { modelsOf } from '../linear/models.ts'
import { labelInShadow, relabelledMs } from '../relabel/relabel.ts'
import { shadowChanges } from '../relabel/shadow-changes.ts'
import { trainShadow, type ShadowFigures } from './train-shadow.ts'
import { openPipeline, type PipelineSettings } from '../enrichers/pipeline.ts'

export interface TrainVerbDeps {
  settings(call: Call): PipelineSettings
  store(call: Call): Promise<OpenStore>
  /** The data folder. */
  data(call: Call): string
  /** Runs a change between its two notes in the audit log. */
  audited(
    call: Call,
    store: OpenStore['store'],
    what: { operation: string; subject: string },
    run: () => Promise<void>,
  ): Promise<void>
}

/** `train --shadow`: adapts the models, labels eight weeks of mentions with them beside the stored labels, and prints what would change. */
export async function trainInShadow(call: Call, deps: TrainVerbDeps): Promise<void> {
  if (call.positionals.length > 0)
    throw new UsageError(`train --shadow takes no arguments, but was given ${call.positionals.join(' ')}`)
  const settings = deps.settings(call)
  const opened = await deps.store(call)
  try {
    const corrections = await loadCorrections(opened.store)
    if (corrections.length === 0) return await call.print('there are no corrections yet: nothing to learn')
    const trained = await trainShadow(corrections, settings)
    const models = modelsOf(trained.parts)
    const version = saveModels(deps.data(call), trained.parts)
    const current = { modelVersion: version, taxonomyVersion: settings.taxonomy.version }
    const pipeline = openPipeline(settings.taxonomy, settings.lists, models)
    await labelInShadow(
      { store: opened.store, taxonomy: settings.taxonomy, pipeline },
      {
        since: Date.now() - relabelledMs,
        signal: call.signal,
        onProgress: ({ done, of }) => call.progress(`${done} of ${of} mentions`),
      },
      current,
    )
    const topics = await shadowChanges(opened.store, current)
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
    await call.print(`models ${version} written; to use them: \`groundswell train --switch ${version}\``)
  } finally {
    await opened.close()
  }
}

/** `train --switch VERSION|shipped`. */
export async function switchTo(call: Call, { data, store, audited }: TrainVerbDeps): Promise<void> {
  const version = text(call, 'switch')!
  const opened = await store(call)
  try {
    const what = { operation: 'train --switch', subject: version }
    await audited(call, opened.store, what, async () => switchModels(data(call), version))
  } finally {
    await opened.close()
  }
  const current = currentModels(data(call)) === undefined ? 'the shipped models are' : `models ${version} are`
  await call.print(
    `${current} used by processes that start from now on; restart \`groundswell start\` if it is running`,
  )
}

function linesOf({ task, corrections, presentRight, adaptedRight, onExamples }: ShadowFigures): string[] {
  const { gained, lost, perLabel } = onExamples
  return [
    `${task}: ${corrections} corrections; the current models get ${presentRight} of them right, adapted models that have not seen them ${adaptedRight}; on the project's examples ${gained.length} gained, ${lost.length} lost`,
    ...Object.entries(perLabel)
      .filter(([, difference]) => Math.abs(difference) >= 0.0005)
      .map(([label, difference]) => `  ${label}: F1 ${difference > 0 ? '+' : ''}${difference.toFixed(3)}`),
  ]
}
