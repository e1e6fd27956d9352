import { setPriority } from 'node:os'
import { workerData } from 'node:worker_threads'
import { answerQuestions } from '../infra/thread.ts'
import { readModels } from './linear/models.ts'
import { openPipeline, type PipelineSettings } from './enrichers/pipeline.ts'

// On Linux this sets the niceness of this thread only: a backlog must not slow down the API and the store.
setPriority(0, 10)

const { taxonomy, lists, models } = workerData as PipelineSettings
answerQuestions(openPipeline(taxonomy, lists, readModels(models)))
