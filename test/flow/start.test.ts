import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { noProc, openPrograms, output, processesOf, readyUrl, send, storeChild, type Program } from './program.ts'

const programs = openPrograms()
afterAll(programs.close)

describe.skipIf(noProc)('a start that is killed with -9', () => {
  it.each([
    ['the program', 'main.ts'],
    ['the wrapper', 'groundswell.mjs'],
  ] as const)('%s: two seconds later nothing of ours is left', async (_, entry) => {
    const data = programs.folder()
    const start = programs.run(['start'], { data, entry })
    await readyUrl(start)
    expect(processesOf(data, 'clickhouse-child')).toHaveLength(1)
    start.signal('SIGKILL')
    await until('no process has the data folder', () => processesOf(data).length === 0, 2_000)
  })

  it('starts again on the same folder', async () => {
    const data = programs.folder()
    const killed = programs.run(['start'], { data })
    await readyUrl(killed)
    killed.signalGroup('SIGKILL')
    await killed.ended
    const again = programs.run(['start'], { data })
    await readyUrl(again)
    again.signalGroup('SIGKILL')
  })
})

describe('start', () => {
  const data = programs.folder()
  let start: Program
  beforeAll(() => {
    start = programs.run(['start'], { data })
  })

  it('is refused on a folder that another start has, with a sentence', async () => {
    await readyUrl(start)
    const second = programs.run(['start'], { data })
    expect(await second.ended).toBe(1)
    expect(second.stderr()).toMatch(/^groundswell start is already running on the data folder .*\n$/)
    expect(start.hasEnded()).toBe(false)
  })

  it.skipIf(noProc)('is not ready while its store is dead, and ready once it has another', async () => {
    const url = await readyUrl(start)
    const status = async () => (await fetch(`${url}/readyz`)).status
    send(await storeChild(data), 'SIGKILL')
    await until('it says that it is not ready', async () => (await status()) === 503)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    await until('it is ready again', async () => (await status()) === 200)
  })

  it.skipIf(noProc)('answers 503 with Retry-After, and not after a minute, while its store hangs', async () => {
    const url = await readyUrl(start)
    const child = await storeChild(data)
    send(child, 'SIGSTOP')
    const answers = await Promise.all(
      ['status', 'alerts', 'series?measure=mentions', 'sources'].map((path) =>
        fetch(`${url}/api/v1/${path}`, { signal: AbortSignal.timeout(10_000) }),
      ),
    )
    send(child, 'SIGCONT')
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      answers.map(() => [503, '5']),
    )
    await until('it answers again', async () => (await fetch(`${url}/api/v1/status`)).ok)
  })

  it('ends in order on Ctrl-C to its whole group and leaves nothing', async () => {
    start.signalGroup('SIGINT')
    expect(await start.ended).toBe(0)
    if (!noProc) expect(processesOf(data)).toEqual([])
  })
})

describe('the demo and own data do not mix', () => {
  it('own sources are refused on the data of the demo', async () => {
    const data = programs.folder()
    writeFileSync(join(data, 'demo.json'), '{"anchor":0}')
    const config = join(data, 'own.yaml')
    writeFileSync(config, 'sources:\n  - { type: feed, name: app-store, url: "https://news.example/rss" }\n')
    for (const args of [['start'], ['config', 'check']]) {
      const refused = programs.run([...args, '--config', config], { data })
      expect(await refused.ended).toBe(2)
      expect(refused.stderr()).toContain(`${data} holds the demo, whose mentions would mix with yours`)
    }
  })

  it('the demo is refused on what was imported', async () => {
    const data = programs.folder()
    const file = join(data, 'tickets.csv')
    writeFileSync(file, 'id,text,date\n1,The kettle leaks,2026-11-20\n')
    expect(await programs.run(['import', file], { data }).ended).toBe(0)
    const refused = programs.run(['start'], { data })
    expect(await refused.ended).toBe(2)
    expect(refused.stderr()).toContain(`${data} holds imported mentions`)
  })
})

describe('what nobody can mean', () => {
  const data = programs.folder()
  writeFileSync(join(data, 'wrong.yaml'), 'colour: blue\n')

  it.each([
    ['an unknown verb', ['sing'], /there is no verb "sing"/],
    ['an unknown option', ['start', '--loud'], /--loud/],
    ['an unknown stage', ['start', '--only', 'ingest,dance'], /unknown stage "dance"/],
    [
      'an unknown key of the configuration',
      ['config', 'check', '--config', 'wrong.yaml'],
      /wrong\.yaml:1: unknown key "colour"/,
    ],
    ['a configuration that is not there', ['config', 'check', '--config', 'none.yaml'], /none\.yaml cannot be read/],
    ['a file that is not there', ['import', 'none.csv'], /none\.csv does not exist/],
    ['a word too many', ['config', 'check', 'this'], /config takes one argument/],
    ['a stage without --only', ['start', 'ingest'], /not ingest/],
  ])('%s is refused with exit code 2 and one sentence', async (_, args, sentence) => {
    const program = programs.run(args, { data })
    expect(await program.ended).toBe(2)
    expect(program.stdout()).toBe('')
    expect(program.stderr().trim()).toMatch(sentence)
    expect(program.stderr().trim().split('\n')).toHaveLength(1)
  })

  it('an unknown variable is refused with exit code 2 and named', async () => {
    const program = programs.run(['config', 'check'], { data, environment: { GROUNDSWELL_COLOUR: 'blue' } })
    expect(await program.ended).toBe(2)
    expect(program.stderr()).toMatch(/GROUNDSWELL_COLOUR/)
  })
})

describe('what is told about itself', () => {
  const data = programs.folder()

  it('config print hides every secret', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const file = [
      'sources: [{ type: webhook, name: shop, secret: "${SHOP_SECRET}" }]',
      'store: http://owner:hunter2@127.0.0.1:8123',
    ]
    writeFileSync(join(data, 'secret.yaml'), `${file.join('\n')}\n`)
    const run = programs.run(['config', 'print', '--config', 'secret.yaml'], {
      data,
      environment: { SHOP_SECRET: secret },
    })
    const printed = await output(run)
    expect(JSON.parse(printed)).toMatchObject({ data, log: 'embedded', sources: [{ secret: '***' }] })
    expect(printed).not.toContain(secret)
    expect(printed).not.toContain('hunter2')
  })

  it('doctor tries each dependency and gives each a line', async () => {
    writeFileSync(join(data, 'log.sqlite.damaged-20261015T120000Z'), 'no log')
    const printed = await output(programs.run(['doctor'], { data }))
    expect(printed).toContain('set aside after damage: log.sqlite.damaged-20261015T120000Z')
    const lines = printed.trim().split('\n')
    for (const name of ['node', 'data', 'taxonomy', 'classifier', 'log, store'])
      expect(lines.filter((line) => line.startsWith(`✓ ${name}`))).toHaveLength(1)
  })

  it('doctor says what is not well, with the cure, and exits 1', async () => {
    writeFileSync(join(data, 'taxonomy.yaml'), 'topics: 7\n')
    const environment = { GROUNDSWELL_TAXONOMY: join(data, 'taxonomy.yaml') }
    const sick = programs.run(['doctor'], { data, environment })
    expect(await sick.ended).toBe(1)
    expect(sick.stdout()).toMatch(/✗ taxonomy .*\n {2}\S/)
  })
})
