import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../../app/config-reference.ts'
import { Config, defaults } from '../../app/config-schema.ts'
import { reference } from '../../app/config.ts'
import { notifierOptions } from '../../alerts/notifiers/registry.ts'
import { sourceOptions } from '../../ingest/sources/registry.ts'

describe('docs/configuration.md', () => {
  test('is what `groundswell config reference` prints', () => {
    const written = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
    expect(written.trimEnd()).toBe(reference().trimEnd())
  })

  const schemas = { configuration: Config, ...sourceOptions, ...notifierOptions }
  test.each(Object.entries(schemas))('every key of %s has a meaning', (name, schema) => {
    const values = { defaults: name === 'configuration' ? defaults : undefined, examples: [] }
    const silent = rowsOf(schema, values).filter(({ key, description }) => key !== 'type' && description === '')
    expect(silent.map(({ key }) => key)).toEqual([])
  })

  test('every key has an example', () => {
    const bare = [...reference().matchAll(/^\| `([^`]+)` \|.*\| – \| [^|]*\|$/gm)].map((match) => match[1])
    expect(bare).toEqual([])
  })
})
