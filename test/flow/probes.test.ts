import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '../../infra/process.ts'
import { load } from '../faults/load.ts'
import { openProduct, secret } from '../faults/product.ts'
import { until } from '../until.ts'
import { openPrograms } from './program.ts'

const programs = openPrograms()
afterAll(programs.close)

const deploy = join(import.meta.dirname, '..', '..', 'infra', 'deploy')
const read = (path: string) => readFileSync(join(deploy, path), 'utf8')

test('every metric that rules and dashboard ask for is one of a running program', async () => {
  const product = await openProduct(programs)
  const sent = await load({ url: product.url, secret, perSecond: 50, batch: 10, forMs: 1_000 })
  expect(sent.acknowledged.size).toBe(50)
  const asked = new Set(
    [read('prometheus/rules.yaml'), read('grafana/groundswell.json')].flatMap(
      (text) => text.match(/\b(groundswell|process|nodejs)_[a-z0-9_]+\b/g) ?? [],
    ),
  )
  expect(asked.size).toBeGreaterThan(12)
  // Of receivers and connectors there are none here, and of sources with a frontier neither: their help lines are there all the same.
  await until('all are there', async () => {
    const text = await (await fetch(`${product.url()}/metrics`)).text()
    return [...asked].every((name) => text.includes(`# HELP ${name.replace(/_(bucket|count|sum)$/, '')} `))
  })
  await until('alerts have values', async () => {
    const text = await (await fetch(`${product.url()}/metrics`)).text()
    return /^groundswell_open_alerts\{severity="high"\} \d+$/m.test(text)
  })
}, 60_000)

async function startOnly(stages: string) {
  const data = programs.folder()
  const [config, port] = [join(data, 'groundswell.yaml'), await freePort()]
  writeFileSync(config, `sources: [{ type: webhook, name: load, secret: "${secret}" }]\nprobes: { port: ${port} }\n`)
  programs.run(['start', '--only', stages, '--config', config], { data, entry: 'main.ts' })
  const get = async (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined)
  await until('it is ready', async () => (await get('/readyz'))?.status === 200, 60_000)
  const evaluates = async () => /^groundswell_active_series\{/m.test(await (await get('/metrics'))!.text())
  return { get, evaluates }
}

test('a stage without the API answers its probes on a port of its own', async () => {
  const { get, evaluates } = await startOnly('enrich,alerts')
  await until('it evaluates', evaluates)
  expect((await get('/healthz'))?.status).toBe(200)
  expect(await (await get('/metrics'))?.text()).toContain('groundswell_stage_lag{stage="enrich"} 0')
  expect((await get('/api/v1/status'))?.status).toBe(404)
}, 90_000)

test('a process evaluates only if it runs the stage alerts', async () => {
  const { evaluates } = await startOnly('enrich')
  await sleep(3_000)
  expect(await evaluates()).toBe(false)
}, 90_000)
