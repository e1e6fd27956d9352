import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { presetNames } from '../../enrich/labels/presets.ts'
import { openPrograms } from '../flow/program.ts'

const programs = openPrograms()
afterAll(programs.close)
const data = programs.folder()

async function run(args: string[], environment: Record<string, string> = {}) {
  const program = programs.run(args, { data, environment })
  return { code: await program.ended, stdout: program.stdout(), stderr: program.stderr() }
}

describe('taxonomy', () => {
  test('list names every preset with its trade, and show prints one that works as a copy', async () => {
    const listed = await run(['taxonomy', 'list', '--json'])
    const presets = JSON.parse(listed.stdout) as { name: string; topics: number; trade: string }[]
    expect(presets.map(({ name }) => name)).toEqual(presetNames())
    expect(presets.every(({ topics, trade }) => topics > 20 && trade !== '')).toBe(true)
    const copy = join(data, 'my.yaml')
    writeFileSync(copy, (await run(['taxonomy', 'show', 'airline'])).stdout)
    const checked = await run(['config', 'check'], { GROUNDSWELL_TAXONOMY: copy })
    expect(checked.stdout).toMatch(/^the configuration is valid/)
  })

  test('config check names an example that misses its topic', async () => {
    const file = join(data, 'missed.yaml')
    writeFileSync(
      file,
      `version: 1
departments: [{ id: support, name: Support }]
topics: [{ id: garden, name: Garden, owners: [support], phrases: [hedge], examples: [The hedge is high, The lawn is dry] }]`,
    )
    const { code, stderr } = await run(['config', 'check'], { GROUNDSWELL_TAXONOMY: file })
    expect(code).toBe(2)
    expect(stderr).toBe('taxonomy: topic garden misses its example "The lawn is dry" (found: no topic); add a phrase\n')
  })

  test('suggest reads a file by --map and prints topics to paste', async () => {
    const file = join(data, 'notes.jsonl')
    const notes = [
      'Hail dented the greenhouse roof',
      'The greenhouse door jams',
      'Greenhouse panes rattle',
      'Lovely day',
    ]
    writeFileSync(file, notes.map((note, i) => JSON.stringify({ note, who: `p${i}` })).join('\n'))
    const found = await run(['taxonomy', 'suggest', '--input', file, '--map', 'text=note,author=who'])
    expect(found.code, found.stderr).toBe(0)
    expect(parse(found.stdout)).toMatchObject([{ id: 'greenhouse', phrases: expect.arrayContaining(['greenhouse']) }])
    const json = await run(['taxonomy', 'suggest', '--input', file, '--map', 'text=note', '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject([{ texts: 3, topic: { name: 'Greenhouse' } }])
  })

  test.each([
    [['taxonomy'], /taxonomy takes one of list, show and suggest/],
    [['taxonomy', 'show'], /taxonomy show needs one NAME of goods, airline/],
    [['taxonomy', 'show', 'zoo'], /there is no taxonomy preset "zoo"/],
    [['taxonomy', 'suggest', '--limit', 'many'], /--limit must be a number from 1 to 10000, not many/],
    [['taxonomy', 'suggest', '--map', 'text=a'], /--map is for --input/],
  ])('%j is refused with a sentence', async (args, message) => {
    const { code, stderr } = await run(args)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })
})

test('suggest reads the store', async () => {
  const file = join(data, 'stored.jsonl')
  const texts = ['Hail dented the greenhouse roof', 'The greenhouse door jams', 'Greenhouse panes rattle in the wind']
  const rows = texts.map((text, i) => JSON.stringify({ id: i, text, author: `p${i}`, createdAt: `2026-05-0${i + 1}` }))
  writeFileSync(file, rows.join('\n'))
  const imported = programs.run(['import', file], { data })
  expect(await imported.ended, imported.stderr()).toBe(0)
  const found = await run(['taxonomy', 'suggest', '--since', '2026-01-01'])
  expect(parse(found.stdout), found.stderr).toMatchObject([{ id: 'greenhouse' }])
  expect((await run(['taxonomy', 'suggest', '--since', '2026-10-01'])).stdout).toBe('')
})
