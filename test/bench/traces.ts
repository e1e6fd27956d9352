import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openPrograms, readyUrl, type Programs } from '../flow/program.ts'
import { load } from '../faults/load.ts'
import { until } from '../until.ts'
import { mentions } from './corpus.ts'
import type { StageResult } from './measure.ts'

const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
const perSecond = 2_000
const batch = 100
const rounds = 2
/** The share of traces that is sampled; undefined = off. */
const modes = [undefined, 0.01, 1] as const

/** What traces cost: CPU of the whole program for mentions by webhook until they are stored, by mode; the better of two rounds. */
export async function traceCosts(size: number, progress: (text: string) => void): Promise<StageResult[]> {
  const count = Math.min(size, 40_000)
  const texts = mentions(5_000).map(({ text }) => text)
  const collector = await openCollector()
  const programs = openPrograms()
  const best = new Map<number | undefined, StageResult>()
  try {
    for (let round = 0; round < rounds; round++)
      for (const sample of modes) {
        progress(`measuring ${nameOf(sample)}, round ${round + 1}`)
        const result = await measured(programs, { sample, url: collector.url, count, texts })
        const before = best.get(sample)
        if (!before || result.perCpuSecond! > before.perCpuSecond!) best.set(sample, result)
      }
  } finally {
    await programs.close()
    collector.close()
  }
  return [...best.values()]
}

const nameOf = (sample: number | undefined) =>
  `whole program, traces ${sample === undefined ? 'off' : `at ${sample * 100} %`}`

interface Run {
  sample: number | undefined
  url: string
  count: number
  texts: readonly string[]
}

async function measured(programs: Programs, { sample, url, count, texts }: Run): Promise<StageResult> {
  const data = programs.folder()
  const config = join(data, 'groundswell.yaml')
  const traced = sample === undefined ? '' : `traces: { url: "${url}/v1/traces", sample: ${sample} }\n`
  writeFileSync(config, `sources: [{ type: webhook, name: load, secret: "${secret}" }]\n${traced}`)
  const program = programs.run(['start', '--config', config], { data, entry: 'main.ts' })
  const api = await readyUrl(program)
  const valueOf = async (pattern: RegExp) =>
    Number(pattern.exec(await (await fetch(`${api}/metrics`)).text())?.[1] ?? NaN)
  const cpu = () => valueOf(/^process_cpu_seconds_total ([\d.]+)/m)
  const stored = () => valueOf(/^groundswell_events_total\{stage="enrich",outcome="stored"\} (\d+)/m)
  const send = (forMs: number) =>
    load({ url: () => api, secret, perSecond, batch, forMs, text: (id) => `${texts[id.length % texts.length]} ${id}` })
  // V8 compiles meanwhile; not counted.
  const warm = (await send(2_000)).acknowledged.size
  await until('the first are stored', async () => (await stored()) >= warm, 60_000)
  const [before, startedAt] = [await cpu(), performance.now()]
  const sent = (await send((count / perSecond) * 1_000)).acknowledged.size
  await until('all are stored', async () => (await stored()) >= warm + sent, 120_000)
  const seconds = (performance.now() - startedAt) / 1000
  const used = (await cpu()) - before
  program.signal('SIGTERM')
  await program.ended
  return {
    name: nameOf(sample),
    unit: 'mentions',
    n: sent,
    seconds,
    perSecond: sent / seconds,
    perCpuSecond: sent / used,
  }
}

/** Takes every export and forgets it. */
async function openCollector() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => (server.closeAllConnections(), server.close()) }
}
