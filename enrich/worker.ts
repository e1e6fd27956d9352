import { setPriority } from 'node:os'
import { workerData } from 'node:worker_threads'
import { answerQuestions } from '../infra/thread.ts'
import { readModels } from './linear/models.ts'
import { openPipeline } from './enrichers/pipeline.ts'
import type { WorkerData } from './workers.ts'

// On Linux this is the thread's own niceness: a backlog is worked off behind the pages and the store, not before them.
setPriority(0, 10)

const { taxonomy, lists, models } = workerData as WorkerData
answerQuestions(openPipeline(taxonomy, lists, readModels(models)))
