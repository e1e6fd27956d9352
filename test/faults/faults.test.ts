import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { noProc, openPrograms, readyUrl, send, storeChild, type Program } from '../flow/program.ts'
import { until } from '../until.ts'
import { check, kept, withStore, type Findings } from './check.ts'
import { openCuttingProxy } from './cutting-proxy.ts'
import { openSmallDisk } from './small-disk.ts'
import { load, quantile, type LoadOptions, type Oracle } from './load.ts'

/** `npm test` runs the short form; `npm run faults` the long one. */
const rounds = Number(process.env['FAULT_ROUNDS'] ?? 2)
const isLong = rounds > 2
const perSecond = Number(process.env['FAULT_RATE'] ?? 150)
const batch = 15

const programs = openPrograms()
afterAll(programs.close)

const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`

/** The product with one webhook. */
interface Product {
  data: string
  url(): string
  program(): Program
  /** Starts it again after it was killed. */
  startAgain(): Promise<void>
}

async function openProduct(data = programs.folder()): Promise<Product> {
  const config = join(data, 'groundswell.yaml')
  writeFileSync(config, `sources: [{ type: webhook, name: load, secret: "${secret}" }]\n`)
  let program!: Program
  let url!: string
  const start = async () => {
    program = programs.run(['start', '--config', config], { data, entry: 'main.ts' })
    url = await readyUrl(program)
  }
  await start()
  return { data, url: () => url, program: () => program, startAgain: start }
}

const loadOf = (product: Product, more: Partial<LoadOptions> = {}) =>
  load({ url: product.url, secret, perSecond, batch, forMs: 4_000, ...more })

/** Waits until everything acknowledged is stored and counted, or nothing changes any more. */
const findings = (product: Product, oracle: Oracle): Promise<Findings> =>
  withStore(product.data, async (store) => {
    const isDone = async () => {
      const { lost, miscounted } = await check(store, oracle)
      return lost.length + miscounted.length === 0
    }
    // What is missing then, the comparison says.
    await until('everything is stored and counted', isDone, 60_000).catch(() => {})
    return check(store, oracle)
  })

const figures = ({ acknowledged, unanswered, latencies, statuses, poison, rejected }: Oracle, found: Findings) =>
  `${acknowledged.size} acknowledged, ${unanswered.size} unanswered, ${found.lost.length} lost, ${found.doubled.length} doubled, ${found.miscounted.length} miscounted; ${rejected} of ${poison} poison rejected; statuses ${JSON.stringify([...statuses])}; p50 ${quantile(latencies, 0.5).toFixed(0)} ms, p99 ${quantile(latencies, 0.99).toFixed(0)} ms`

describe.skipIf(noProc)('under load, every acknowledged mention is stored once and counted once', () => {
  test('the harness notices what is planted: a loss, a mention nobody sent, a wrong time, a wrong count', async () => {
    const product = await openProduct()
    const oracle = await loadOf(product, { forMs: 2_000 })
    expect(await findings(product, oracle)).toEqual(kept)

    const [lost, moved] = [...oracle.acknowledged.keys()] as [string, string]
    const wrong: Oracle = {
      ...oracle,
      acknowledged: new Map([
        ...[...oracle.acknowledged].filter(([id]) => id !== lost),
        ['never-stored', { id: 'never-stored', createdAt: 0 }],
        [moved, { ...oracle.acknowledged.get(moved)!, createdAt: 5 }],
      ]),
    }
    const planted = await withStore(product.data, async (store) => {
      await store.command(
        `INSERT INTO series_counts SELECT * REPLACE (mentions + 1 AS mentions, now64(6) AS counted_at) FROM series_counts
         WHERE subject_kind = 'all' AND dimension = 'source' AND value = 'load' ORDER BY counted_at DESC LIMIT 1`,
      )
      return check(store, wrong)
    })
    expect(planted).toMatchObject({ lost: ['never-stored'], invented: [lost], misdated: [moved] })
    expect(planted.miscounted).toHaveLength(1)
  }, 180_000)

  const injectors: Record<string, { mix?: LoadOptions['mix']; during?: (product: Product) => Promise<void> }> = {
    'kill -9 of the program': {
      async during(product) {
        await sleep(1_500)
        product.program().signalGroup('SIGKILL')
        await product.program().ended
        await product.startAgain()
      },
    },
    'kill -9 of the store': {
      async during(product) {
        await sleep(1_500)
        send(await storeChild(product.data), 'SIGKILL')
      },
    },
    'a program that is stopped for five seconds': {
      async during(product) {
        await sleep(1_000)
        product.program().signal('SIGSTOP')
        await sleep(5_000)
        product.program().signal('SIGCONT')
      },
    },
    'poison, repetitions, late, future and ancient records': {
      mix: { poison: 0.02, repeated: 0.1, late: 0.05, future: 0.05, ancient: 0.02 },
    },
  }

  test.for(Object.keys(injectors))('%s', { timeout: rounds * 120_000 }, async (name, { annotate }) => {
    const { mix, during } = injectors[name]!
    const product = await openProduct()
    for (let round = 0; round < (isLong ? rounds : 1); round++) {
      const loading = loadOf(product, mix ? { mix } : {})
      await during?.(product)
      const oracle = await loading
      const found = await findings(product, oracle)
      // A round knows only its own mentions.
      found.invented = []
      await annotate(figures(oracle, found))
      expect(found).toEqual(kept)
      expect(oracle.acknowledged.size).toBeGreaterThan(100)
      expect(oracle.rejected).toBe(oracle.poison)
    }
    product.program().signalGroup('SIGKILL')
  })

  test('an answer that is cut off after the write, and a sender that sends again: exact counts', async ({
    annotate,
  }) => {
    const product = await openProduct()
    const proxy = await openCuttingProxy(Number(new URL(product.url()).port), () => Math.random() < 0.3)
    const cut = await loadOf(product, { url: () => proxy.url, forMs: 3_000 })
    expect(proxy.cut()).toBeGreaterThan(0)
    expect(cut.unanswered.size).toBeGreaterThan(0)
    const found = await findings(product, cut)
    await annotate(figures(cut, found))
    expect(found).toEqual(kept)
    await proxy.close()
    product.program().signalGroup('SIGKILL')
  }, 180_000)

  test('a full disk: nothing is acknowledged that is not kept, and it goes on when there is space', async ({
    annotate,
    skip,
  }) => {
    const disk = openSmallDisk(256)
    if (!disk) return skip('this process may not mount a file system')
    try {
      const product = await openProduct(disk.path)
      const loading = loadOf(product, { forMs: 8_000 })
      await sleep(2_000)
      disk.fill()
      await sleep(4_000)
      disk.free()
      const oracle = await loading
      const found = await findings(product, oracle)
      await annotate(figures(oracle, found))
      expect(found).toEqual(kept)
      expect(oracle.unanswered.size).toBeGreaterThan(0)
      const after = await loadOf(product, { forMs: 1_000 })
      expect(after.unanswered.size).toBe(0)
      product.program().signalGroup('SIGKILL')
      await product.program().ended
    } finally {
      disk.close()
    }
  }, 240_000)
})
