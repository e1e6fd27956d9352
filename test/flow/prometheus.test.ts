import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { freePort } from '../../infra/process.ts'
import { load } from '../faults/load.ts'
import { openProduct, secret } from '../faults/product.ts'
import { until } from '../until.ts'
import { openPrograms } from './program.ts'

const deploy = join(import.meta.dirname, '..', '..', 'infra', 'deploy')
const folder = join(deploy, 'prometheus')
const read = (path: string) => readFileSync(join(deploy, path), 'utf8')

function isHere(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Debian: `apt-get install prometheus`. */
const missing = ['promtool', 'prometheus'].filter((command) => !isHere(command))
const unless = missing.length > 0 ? ` (skipped: ${missing.join(' and ')} is not on this machine)` : ''

test.skipIf(missing.includes('promtool'))(
  `promtool accepts the configuration and the rules, and their tests pass${unless}`,
  () => {
    const promtool = (...args: string[]) => execFileSync('promtool', args, { cwd: folder, encoding: 'utf8' })
    expect(promtool('check', 'config', 'prometheus.yaml')).toContain('SUCCESS')
    expect(promtool('check', 'rules', 'rules.yaml')).toContain('SUCCESS')
    expect(promtool('test', 'rules', 'rules.test.yaml')).toContain('SUCCESS')
  },
)

interface ScrapeConfig {
  global: object
  rule_files: string[]
  scrape_configs: { job_name: string; static_configs: object[]; dns_sd_configs?: object[] }[]
}

/** Our configuration with the addresses of these processes instead of those of the compose file. */
function configFor(targets: readonly string[]): string {
  const config = parse(read('prometheus/prometheus.yaml')) as ScrapeConfig
  const [scraped] = config.scrape_configs
  const { dns_sd_configs: _names, ...job } = scraped!
  return stringify({
    ...config,
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    scrape_configs: [{ ...job, static_configs: [{ targets }] }],
  })
}

describe.skipIf(missing.length > 0)(`a Prometheus that scrapes running processes${unless}`, () => {
  const programs = openPrograms()
  let prometheus: ChildProcess | undefined
  let url: string

  async function ask<T>(path: string): Promise<T> {
    const answer = await fetch(`${url}/api/v1/${path}`)
    const { status, error, data } = (await answer.json()) as { status: string; error?: string; data: T }
    expect([path, status, error]).toEqual([path, 'success', undefined])
    return data
  }
  const query = (expression: string) => ask<{ result: unknown[] }>(`query?query=${encodeURIComponent(expression)}`)

  beforeAll(async () => {
    const product = await openProduct(programs)
    const [data, probes, port] = [programs.folder(), await freePort(), await freePort()]
    const config = join(data, 'groundswell.yaml')
    writeFileSync(
      config,
      `sources: [{ type: webhook, name: load, secret: "${secret}" }]\nprobes: { port: ${probes} }\n`,
    )
    programs.run(['start', '--only', 'enrich,alerts', '--config', config], { data, entry: 'main.ts' })
    const prom = programs.folder()
    copyFileSync(join(folder, 'rules.yaml'), join(prom, 'rules.yaml'))
    writeFileSync(join(prom, 'prometheus.yaml'), configFor([new URL(product.url()).host, `127.0.0.1:${probes}`]))
    const place = ['--storage.tsdb.path', join(prom, 'data'), '--web.listen-address', `127.0.0.1:${port}`]
    prometheus = spawn('prometheus', ['--config.file', join(prom, 'prometheus.yaml'), ...place], { stdio: 'ignore' })
    url = `http://127.0.0.1:${port}`
    const isReady = async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true
    await until('Prometheus is ready', isReady, 60_000)
    await load({ url: product.url, secret, perSecond: 50, batch: 10, forMs: 1_000 })
  }, 180_000)
  afterAll(async () => {
    if (prometheus) {
      const closed = once(prometheus, 'close')
      prometheus.kill()
      await closed
    }
    await programs.close()
  })

  test('all of them are up', async () => {
    const healths = async () =>
      (await ask<{ activeTargets: { health: string }[] }>('targets')).activeTargets.map(({ health }) => health)
    await until('both are up', async () => (await healths()).join() === 'up,up', 60_000)
  }, 90_000)

  test('every rule is evaluated without an error', async () => {
    type Groups = { groups: { rules: { name: string; health: string; lastError?: string }[] }[] }
    const rules = async () => (await ask<Groups>('rules')).groups.flatMap((group) => group.rules)
    await until('all are evaluated', async () => (await rules()).every(({ health }) => health !== 'unknown'), 30_000)
    expect((await rules()).filter(({ health }) => health !== 'ok')).toEqual([])
    expect(await rules()).toHaveLength((read('prometheus/rules.yaml').match(/- alert:/g) ?? []).length)
  }, 60_000)

  test('every metric of rules and dashboard is known to it', async () => {
    const asked = new Set(
      [read('prometheus/rules.yaml'), read('grafana/groundswell.json')].flatMap(
        (text) => text.match(/\b(groundswell|process|nodejs)_[a-z0-9_]+\b/g) ?? [],
      ),
    )
    const known = async () => new Set(Object.keys(await ask<Record<string, unknown>>('metadata')))
    const unknown = async () => {
      const names = await known()
      return [...asked].filter((name) => !names.has(name) && !names.has(name.replace(/_(bucket|count|sum)$/, '')))
    }
    await until('it has scraped', async () => (await known()).size > 0)
    expect(await unknown()).toEqual([])
  }, 60_000)

  test('every query of the dashboard is answered; those about what runs here have values', async () => {
    const { panels } = JSON.parse(read('grafana/groundswell.json')) as {
      panels: { title: string; targets?: { expr: string }[] }[]
    }
    const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })))
    expect(queries.length).toBeGreaterThan(10)
    const withoutValue = async () => {
      const answers = await Promise.all(queries.map(async ({ title, expr }) => ({ title, ...(await query(expr)) })))
      return answers.filter(({ result }) => result.length === 0).map(({ title }) => title)
    }
    // Nothing is notified here, and neither a connector nor a source with a frontier runs.
    const idle = ['Source lag', 'Requests of connectors', 'Notifications', 'Time until a notification is sent']
    await until('the others have values', async () => (await withoutValue()).every((one) => idle.includes(one)), 90_000)
  }, 120_000)
})
