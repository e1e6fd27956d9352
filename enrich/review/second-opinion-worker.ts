import { setPriority } from 'node:os'
import { workerData } from 'node:worker_threads'
import { answerQuestions } from '../../infra/thread.ts'
import { readModel } from '../linear/model-file.ts'
import { readModels } from '../linear/models.ts'
import { secondOpinionModel, type SecondOpinion } from './opinion.ts'
import { openSentenceEncoder } from '../text/sentence-encoder.ts'
import { reader } from '../linear/reader.ts'

// As in enrich/worker.ts: it must not slow down the API and the store.
setPriority(0, 10)

const { departments } = workerData as { departments: readonly string[] }
const opened = openSentenceEncoder().then((encoder) => {
  if (!encoder) return undefined
  return { read: reader(readModels().readings, encoder), model: readModel(secondOpinionModel) }
})

answerQuestions(async (texts: readonly string[]): Promise<(SecondOpinion | null)[]> => {
  const found = await opened
  if (!found) return texts.map(() => null)
  const { labels } = found.model.card
  return (await found.read(texts)).map((reading) => {
    const p = found.model.probabilities(reading)
    let first: SecondOpinion | null = null
    labels.forEach((department, k) => {
      const confidence = Math.round(p[k]! * 1000) / 1000
      if (departments.includes(department) && confidence > (first?.confidence ?? 0)) first = { department, confidence }
    })
    return first
  })
})
