import { setPriority } from 'node:os'
import { answerQuestions } from '../infra/thread.ts'
import { readModel } from './linear/model-file.ts'
import { reader } from './judge.ts'
import { readModels } from './models.ts'
import { secondOpinionModel, type Opinion } from './second-opinion.ts'
import { openSentenceEncoder } from './sentence-encoder.ts'

setPriority(0, 10)

const opened = openSentenceEncoder().then((encoder) => {
  if (!encoder) return undefined
  return { read: reader(readModels().readings, encoder), model: readModel(secondOpinionModel) }
})

answerQuestions(async (texts: readonly string[]): Promise<(Opinion | null)[]> => {
  const found = await opened
  if (!found) return texts.map(() => null)
  return (await found.read(texts)).map((reading) => {
    const p = found.model.probabilities(reading)
    const first = p.reduce((top, x, k) => (x > p[top]! ? k : top), 0)
    return { department: found.model.card.labels[first]!, confidence: Math.round(p[first]! * 1000) / 1000 }
  })
})
