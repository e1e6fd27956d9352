import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { keepPrivate } from '../../infra/private-files.ts'

const root = mkdtempSync(join(tmpdir(), 'groundswell-private-'))
const before = process.umask()
afterAll(() => {
  process.umask(before)
  rmSync(root, { recursive: true })
})
const modeOf = (...path: string[]) => (statSync(join(root, ...path)).mode & 0o777).toString(8)

test('a new data folder and what is created in it are for their owner only', () => {
  keepPrivate(join(root, 'a', 'data'))
  writeFileSync(join(root, 'a', 'data', 'new'), '')
  expect([modeOf('a', 'data'), modeOf('a', 'data', 'new')]).toEqual(['700', '600'])
})

test('in a folder that exists the log becomes private, and what is not ours keeps its mode', () => {
  writeFileSync(join(root, 'log.sqlite'), '')
  writeFileSync(join(root, 'mine.txt'), '')
  for (const [name, mode] of [
    ['', 0o755],
    ['log.sqlite', 0o644],
    ['mine.txt', 0o644],
  ] as const)
    chmodSync(join(root, name), mode)
  keepPrivate(root)
  expect([modeOf(), modeOf('log.sqlite'), modeOf('mine.txt')]).toEqual(['755', '600', '644'])
})
