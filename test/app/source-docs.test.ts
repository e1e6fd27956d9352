import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../app/config.ts'
import { sourceOptions } from '../../ingest/sources/registry.ts'

const docs = fileURLToPath(new URL('../../docs/sources/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'groundswell-docs-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Described in the generated reference; the connectors have a page of their own. */
const described = ['demo', 'feed', 'file', 'webhook']
const connectors = Object.keys(sourceOptions).filter((type) => !described.includes(type))
const index = readFileSync(join(docs, 'README.md'), 'utf8')

describe('docs/sources', () => {
  test.each(connectors)('%s has a page with a configuration that can be copied', (type) => {
    const page = readFileSync(join(docs, `${type}.md`), 'utf8')
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
    const path = join(folder, `${type}.yaml`)
    writeFileSync(path, yaml)
    const variables = [...yaml.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name!, 'a-secret-of-some-length'])
    expect(readConfig(path, Object.fromEntries(variables)).sources.map((source) => source.type)).toEqual([type])
    for (const heading of ['Credentials', 'What is read', 'Limits and cost', 'Deletions', 'Terms'])
      expect(page).toContain(`## ${heading}\n`)
    expect(index).toContain(`[${type}](${type}.md)`)
  })

  test('links lead somewhere', () => {
    for (const page of ['README', ...connectors])
      for (const [, target] of readFileSync(join(docs, `${page}.md`), 'utf8').matchAll(/\]\(([\w./-]+)(?:#[\w-]+)?\)/g))
        expect(existsSync(join(docs, target!)), `${page}.md: ${target}`).toBe(true)
  })
})
