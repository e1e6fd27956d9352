import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLog } from '../../../app/open-log.ts'
import type { EventLog, Topic } from '../../../infra/log/event-log.ts'
import { openLogger } from '../../../infra/logger.ts'
import { until } from '../../until.ts'

interface Note {
  id: string
  text: string
}
const notes: Topic<Note> = {
  name: 'notes',
  schema: Type.Object({ id: Type.String(), text: Type.String() }),
  key: ({ id }) => id,
  partitions: 3,
}
const logger = openLogger('silent')
const word = 'quixodrome'
const count = 3_000
/** Every tenth is to go. Some are longer than a page of SQLite, some are hardly longer than what replaces them. */
const noteOf = (n: number): Note => ({
  id: `n${n}`,
  text: n % 10 === 0 ? `${word} ${'ü€ '.repeat((n * 7919) % 4_000)}${word}` : `kept ${'x'.repeat((n * 31) % 3_000)}`,
})

let data: string
let log: EventLog
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'groundswell-rewrite-'))
  log = await openLog({ log: 'embedded', data, logger })
})
afterEach(async () => {
  await log.close()
  rmSync(data, { recursive: true })
})

const filesWithWord = () => readdirSync(data).filter((name) => readFileSync(join(data, name)).includes(word))
const erase = ({ value }: { value: string }) =>
  value.includes(word) ? JSON.stringify({ id: (JSON.parse(value) as Note).id, text: '' }) : undefined

describe('rewriting the embedded log', () => {
  test('leaves nothing of the old values in any file, while another process publishes, and keeps all other events', async () => {
    for (let n = 0; n < count; n += 100)
      await log.publish(
        notes,
        Array.from({ length: 100 }, (_, i) => noteOf(n + i)),
      )
    const other = await openLog({ log: 'embedded', data, logger })
    expect((await log.rewrite(erase, { dryRun: true })).counts).toEqual(new Map([['notes', count / 10]]))
    expect(filesWithWord().length).toBeGreaterThan(0)
    const publishing = (async () => {
      for (let n = 0; n < 300; n++) await other.publish(notes, [{ id: `later ${n}`, text: 'kept' }])
    })()
    expect(await log.rewrite(erase)).toEqual({ counts: new Map([['notes', count / 10]]), keptForMs: 0 })
    await publishing
    expect(filesWithWord()).toEqual([])
    const read = new Map<string, string>()
    await other.subscribe(notes, 'reader', async (events) => {
      for (const { id, text } of events) read.set(id, text)
    })
    await until('all are read', () => read.size === count + 300)
    const wrong = Array.from({ length: count }, (_, n) => noteOf(n)).filter(
      ({ id, text }) => read.get(id) !== (text.startsWith(word) ? '' : text),
    )
    expect(wrong).toEqual([])
    await other.close()
  })

  test('a second run finds nothing', async () => {
    await log.publish(notes, [noteOf(10), noteOf(1)])
    expect((await log.rewrite(() => undefined)).counts.size).toBe(0)
    await log.rewrite(erase)
    expect((await log.rewrite(erase, { dryRun: true })).counts.size).toBe(0)
  })
})
