import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { noProc, openPrograms, send, storeChild } from '../flow/program.ts'
import { check, figures, findings, kept, withStore } from './check.ts'
import { openCuttingProxy } from './cutting-proxy.ts'
import { mayTrace, withoutFsync } from './failing-fsync.ts'
import { openSmallDisk } from './small-disk.ts'
import { openProduct, secret, type Product } from './product.ts'
import { load, type LoadOptions, type Oracle } from './load.ts'

/** `npm run test:all` runs the short form; `npm run faults` the long one. */
const rounds = Number(process.env['FAULT_ROUNDS'] ?? 2)
const isLong = rounds > 2
const perSecond = Number(process.env['FAULT_RATE'] ?? 150)
const batch = 15

const programs = openPrograms()
afterAll(programs.close)

const loadOf = (product: Product, more: Partial<LoadOptions> = {}) =>
  load({ url: product.url, secret, perSecond, batch, forMs: 4_000, ...more })

describe.skipIf(noProc)('under load, every acknowledged mention is stored once and counted once', () => {
  test('the harness notices what is planted: a loss, a mention nobody sent, a wrong time, a wrong count', async () => {
    const product = await openProduct(programs)
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
    const planted = await withStore(product, async (store) => {
      await store.command(
        `INSERT INTO series_counts SELECT * REPLACE (mentions + 1 AS mentions, now64(6) AS counted_at) FROM series_counts
         WHERE subject_kind = 'all' AND dimension = 'source' AND value = 'load' ORDER BY counted_at DESC LIMIT 1`,
      )
      return check(store, wrong)
    })
    expect(planted).toMatchObject({ lost: ['never-stored'], invented: [lost], misdated: [moved] })
    expect(planted.miscounted).toHaveLength(1)
  }, 180_000)

  interface Injector {
    mix?: LoadOptions['mix']
    during?: (product: Product) => Promise<void>
    /** Needs strace. Senders hear 503 meanwhile. */
    failsWrites?: true
  }
  const injectors: Record<string, Injector> = {
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
    'a disk whose fsync fails for three seconds': {
      failsWrites: true,
      async during(product) {
        await sleep(1_000)
        await withoutFsync(product.program().pid, 3_000)
      },
    },
    'poison, repetitions, late, future and ancient records': {
      mix: { poison: 0.02, repeated: 0.1, late: 0.05, future: 0.05, ancient: 0.02 },
    },
  }

  test.for(Object.keys(injectors))('%s', { timeout: rounds * 120_000 }, async (name, { annotate, skip }) => {
    const { mix, during, failsWrites } = injectors[name]!
    if (failsWrites && !mayTrace) return skip('strace is not installed, or may not trace')
    const product = await openProduct(programs)
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
      if (failsWrites) expect(oracle.statuses.get(503)).toBeGreaterThan(0)
    }
    product.program().signalGroup('SIGKILL')
  })

  test.skipIf(!isLong)('a program that is stopped for a minute', { timeout: 400_000 }, async ({ annotate }) => {
    const product = await openProduct(programs)
    const loading = loadOf(product, { perSecond: 50, forMs: 70_000 })
    await sleep(3_000)
    product.program().signal('SIGSTOP')
    await sleep(60_000)
    product.program().signal('SIGCONT')
    const oracle = await loading
    const found = await findings(product, oracle)
    await annotate(figures(oracle, found))
    expect(found).toEqual(kept)
    product.program().signalGroup('SIGKILL')
  })

  test('an answer that is cut off after the write, and a sender that sends again: exact counts', async ({
    annotate,
  }) => {
    const product = await openProduct(programs)
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
      const product = await openProduct(programs, { data: disk.path })
      const loading = loadOf(product, { forMs: 8_000 })
      await sleep(2_000)
      disk.fill()
      await sleep(4_000)
      disk.free()
      const oracle = await loading
      const found = await findings(product, oracle)
      await annotate(figures(oracle, found))
      expect(found).toEqual(kept)
      expect(oracle.statuses.get(503)).toBeGreaterThan(0)
      const after = await loadOf(product, { forMs: 1_000 })
      expect(after.unanswered.size).toBe(0)
      product.program().signalGroup('SIGKILL')
      await product.program().ended
    } finally {
      disk.close()
    }
  }, 240_000)
})
