import { audited } from '../../../app/audited.ts'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCorrection } from '../../../enrich/mentions/correction-table.ts'
import { currentModels } from '../../../enrich/linear/current-models.ts'
import { trainVerbs } from '../../../enrich/train/train-verbs.ts'
import { insertMentions, toMentionRow } from '../../../enrich/mentions/mention-table.ts'
import { readModels } from '../../../enrich/linear/models.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { startPipelines } from '../../../enrich/workers.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { openLogAndStore } from '../../open-platform.ts'

const taxonomy = readTaxonomy()
const wobbly = ['The lid of the pot wobbles', 'Pot lid wobbles when it boils', 'My pot has a wobbling lid', 'the lid wobbles, my pot', 'a wobbling lid on this pot'] // prettier-ignore
const like = 'Another pot lid wobbles'
const right = 'app.crash'
let platform: Awaited<ReturnType<typeof openLogAndStore>>

beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

async function train(values: Record<string, string | boolean>): Promise<string[]> {
  const lines: string[] = []
  const verb = trainVerbs({
    settings: () => ({ taxonomy, lists: {}, models: currentModels(platform.data) }),
    store: async () =>
      ({ ...platform, reader: platform.store, owned: true, state: () => 'ready', close: async () => {} }) as never,
    data: () => platform.data,
    audited: (_call, store, what, run) => audited({ store, data: platform.data }, () => what, run),
  }).find(({ name }) => name === 'train')!
  const print = async (line: string) => void lines.push(line)
  await verb.run({
    values,
    positionals: [],
    print,
    progress: () => {},
    note: () => {},
    signal: new AbortController().signal,
  })
  return lines
}
const topicOf = async (models: string | undefined) =>
  (await openPipeline(taxonomy, {}, readModels(models))([{ text: like }]))[0]!.topicGuess?.id

test('without corrections there is nothing to learn', async () => {
  expect(await train({ shadow: true })).toEqual(['there are no corrections yet: nothing to learn'])
})

test('models adapt to corrections in shadow, the command prints what would change, and the models are used after the switch', async () => {
  const toMention = redaction(Buffer.from('secret'))
  const now = Date.now()
  const mention = toMention({ nativeId: 'like', createdAt: now - 60_000, text: like }, 't', now)
  const [found] = await openPipeline(taxonomy, {})([mention])
  await insertMentions(platform.store, [toMentionRow(taxonomy)(mention, found!)])
  for (const [i, text] of wobbly.entries())
    await insertCorrection(platform.store, {
      mentionId: `t:${i}`,
      text,
      cluster: `${i}`,
      right: { topics: [right] },
      reason: '',
      by: 'ann',
      correctedAt: now,
      mentionVersion: now,
      commandIds: [`${i}`],
    })
  const lines = await train({ shadow: true })
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^topic: 5 corrections; the current models get 0 of them right, adapted models .* [45];/),
      expect.stringMatching(/^intent: 0 corrections/),
      `  ${right}: 1 more, 0 fewer`,
    ]),
  )
  expect(currentModels(platform.data)).toBeUndefined()
  expect(await topicOf(undefined)).not.toBe(right)
  const version = /models (linear-\w+) written/.exec(lines.at(-1)!)![1]!
  await train({ switch: version })
  const folder = currentModels(platform.data)
  expect(folder).toBe(join(platform.data, 'models', version))
  expect(await topicOf(folder)).toBe(right)
  const threads = startPipelines({ taxonomy, lists: {}, threads: 1, models: folder })
  expect((await threads.pipeline([{ text: like }]))[0]).toMatchObject({ modelVersion: version })
  await threads.stop()
})

test('an unknown version is refused, and `shipped` returns to the shipped models', async () => {
  await expect(train({ switch: 'linear-00000000' })).rejects.toThrow('there are no models "linear-00000000"')
  await expect(train({ switch: '../models' })).rejects.toThrow('there are no models')
  rmSync(currentModels(platform.data)!, { recursive: true })
  expect(() => currentModels(platform.data)).toThrow('which do not exist')
  await train({ switch: 'shipped' })
  expect(currentModels(platform.data)).toBeUndefined()
})
