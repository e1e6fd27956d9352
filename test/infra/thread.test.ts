import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { openThread } from '../../infra/thread.ts'

const program = join(mkdtempSync(join(tmpdir(), 'thread-')), 'program.ts')
writeFileSync(
  program,
  `import { answerQuestions } from '${new URL('../../infra/thread.ts', import.meta.url).href}'
answerQuestions(async (question, report) => {
  if (question === 'long') for (const done of [1, 2]) report({ done })
  if (question === 'throw') throw new Error('no')
  if (question === 'exit') process.exit(3)
  if (question === 'crash') setImmediate(() => { throw new Error('crashed') })
  if (question === 'crash' || question === 'wait') await new Promise(() => {})
  return question
})
`,
)
const thread = openThread<unknown, unknown>(pathToFileURL(program), {})
afterAll(() => thread.stop())

test('every question is answered or rejected, also when the thread ends', async () => {
  expect(await thread.ask('a')).toBe('a')
  await expect(thread.ask('throw')).rejects.toThrow('no')
  await expect(thread.ask(() => {})).rejects.toThrow('could not be cloned')
  const waiting = thread.ask('wait')
  const ended = expect(waiting).rejects.toThrow('the thread exited')
  await expect(thread.ask('exit')).rejects.toThrow('the thread exited with code 3')
  await ended
  expect(await thread.ask('b')).toBe('b')
  const stopped = expect(thread.ask('wait')).rejects.toThrow('the thread exited')
  await thread.stop()
  await stopped
  expect(thread.unanswered()).toBe(0)
  expect(await thread.ask('c')).toBe('c')
})

test('the end of a thread is nothing to the questions of the next one', async () => {
  await expect(thread.ask('crash')).rejects.toThrow('crashed')
  // The old thread has told its error, and not yet that it ended.
  expect(await Promise.all([thread.ask('d'), thread.ask('e')])).toEqual(['d', 'e'])
})

test('a long answer says how far it is, in order and before it comes', async () => {
  const heard: unknown[] = []
  expect(await thread.ask('long', (progress) => heard.push(progress))).toBe('long')
  expect(heard).toEqual([{ done: 1 }, { done: 2 }])
})
