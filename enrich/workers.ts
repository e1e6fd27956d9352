import { openThread } from '../infra/thread.ts'
import type { PipelineInput } from './analysis/analyse.ts'
import type { Pipeline, PipelineOutput, PipelineSettings } from './enrichers/pipeline.ts'

/**
 * Runs pipelines in worker threads, which keeps the main thread free. Each call goes to the least busy thread. When a
 * thread ends with an error, its pending calls reject (the log delivers their mentions again).
 */
export function startPipelines({ threads: count, ...data }: PipelineSettings & { threads: number }): {
  pipeline: Pipeline
  stop(): Promise<void>
} {
  const program = new URL('./worker.ts', import.meta.url)
  const threads = Array.from({ length: count }, () =>
    openThread<readonly PipelineInput[], PipelineOutput[]>(program, data),
  )
  return {
    pipeline: (mentions) => threads.toSorted((a, b) => a.unanswered() - b.unanswered())[0]!.ask(mentions),
    async stop() {
      await Promise.all(threads.map((thread) => thread.stop()))
    },
  }
}
