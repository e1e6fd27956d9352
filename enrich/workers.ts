import { openThread } from '../infra/thread.ts'
import type { TextOnly } from './analysis/analyse.ts'
import type { EntityLists } from './enrichers/entities.ts'
import type { Taxonomy } from './labels/taxonomy.ts'
import type { Pipeline, PipelineOutput } from './enrichers/pipeline.ts'

/** What a thread starts with. */
export interface WorkerData {
  taxonomy: Taxonomy
  lists: EntityLists
  /** Folder of the models; absent: those that ship. */
  models?: string | undefined
}

/**
 * `understanding` in threads of its own, so that the main loop stays free; each call goes to the least busy thread. A thread that ends by
 * an error rejects what it was asked (the log delivers it again).
 */
export function startPipelines({ threads: count, ...data }: WorkerData & { threads: number }): {
  pipeline: Pipeline
  stop(): Promise<void>
} {
  const program = new URL('./worker.ts', import.meta.url)
  const threads = Array.from({ length: count }, () => openThread<readonly TextOnly[], PipelineOutput[]>(program, data))
  return {
    pipeline: (mentions) => threads.toSorted((a, b) => a.busy() - b.busy())[0]!.ask(mentions),
    async stop() {
      await Promise.all(threads.map((thread) => thread.stop()))
    },
  }
}
