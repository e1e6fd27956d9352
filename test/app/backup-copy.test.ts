import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyWithoutBackups } from '../../app/backup-copy.ts'
import { writeManifest } from '../../app/backup-manifest.ts'

let place: string
let data: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'groundswell-copy-'))
  data = join(place, 'data')
  mkdirSync(data)
})
afterEach(() => rmSync(place, { recursive: true }))

function write(path: string, text = path): void {
  mkdirSync(dirname(join(data, path)), { recursive: true })
  writeFileSync(join(data, path), text)
}
function writeBackup(path: string): void {
  write(join(path, 'data', 'author-secret'))
  const at = new Date(0).toISOString()
  const store = { place: 'here' as const, database: 'd', destinations: { first: 'a', rest: 'b' }, firstTables: [] }
  writeManifest(join(data, path), {
    format: 1,
    version: '0',
    startedAt: at,
    endedAt: at,
    log: 'embedded',
    store,
    files: [],
  })
}
const filesOf = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted((a, b) => a.localeCompare(b))

const copied = (to: string, backups: string[]) => {
  mkdirSync(to, { recursive: true })
  copyWithoutBackups(data, join(to, 'data'), { backups: [to, ...backups], notCopied: /^log\.sqlite$/ })
  return filesOf(join(to, 'data'))
}

test('scheduled and other backups in the data folder are left out, and all else is copied as it is', () => {
  write('author-secret')
  write('log.sqlite')
  write('models/log.sqlite')
  write('models/manifest.json', '{"name":"no backup"}')
  write('rejects/shop.jsonl')
  mkdirSync(join(data, 'empty'))
  writeBackup('backups/groundswell-1')
  write('backups/groundswell-2/data/half')
  writeBackup('mine/of-monday')
  write('mine/notes')
  // Interrupted: it has no manifest.
  write('mine/of-tuesday/data/author-secret')
  write('mine/of-tuesday/log.sqlite')
  const to = join(place, 'to')
  expect(copied(to, [join(data, 'backups')])).toEqual([
    'author-secret',
    'mine/notes',
    'models/log.sqlite',
    'models/manifest.json',
    'rejects/shop.jsonl',
  ])
  expect(readFileSync(join(to, 'data/rejects/shop.jsonl'), 'utf8')).toBe('rejects/shop.jsonl')
  expect(readdirSync(join(to, 'data'))).toContain('empty')
})

test('links are copied as links: to a file, to a folder, to nothing and to themselves', () => {
  write('kept')
  write('models/kind.model')
  mkdirSync(join(place, 'elsewhere'))
  writeFileSync(join(place, 'elsewhere', 'large'), 'x')
  const links = {
    file: 'kept',
    folder: join(place, 'elsewhere'),
    'models/near': '../kept',
    broken: 'nowhere',
    loop: 'loop',
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(data, name))
  const to = join(place, 'to')
  mkdirSync(to)
  copyWithoutBackups(data, join(to, 'data'), { backups: [to], notCopied: /^log\.sqlite$/ })
  const copies = Object.keys(links).map((name) => [name, readlinkSync(join(to, 'data', name))])
  expect(Object.fromEntries(copies)).toEqual(links)
  expect(readdirSync(join(to, 'data')).toSorted()).toEqual(['broken', 'file', 'folder', 'kept', 'loop', 'models'])
})

test('a backup beside other files of the data folder leaves out only itself', () => {
  write('rejects/shop.jsonl')
  write('rejects/old/desk.jsonl')
  expect(copied(join(data, 'rejects', 'old', 'to'), [])).toEqual(['rejects/old/desk.jsonl', 'rejects/shop.jsonl'])
})

test('the folder of backups is left out under another name, too', () => {
  write('backups/half')
  write('kept')
  symlinkSync(data, join(place, 'link'))
  expect(copied(join(place, 'to'), [join(place, 'link', 'backups')])).toEqual(['kept'])
})

test('a data folder that is the folder of backups is copied without them', () => {
  write('kept')
  writeBackup('groundswell-1')
  expect(copied(join(place, 'to'), [data])).toEqual(['kept'])
})
