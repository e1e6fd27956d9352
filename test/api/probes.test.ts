import { expect, test } from 'vitest'
import fastify from 'fastify'
import { probeRoutes, type ProbeDeps } from '../../api/routes/probes.ts'
import { sharedFor } from '../../infra/shared-answer.ts'
import { idleWatch } from '../idle-watch.ts'

test('what anybody may ask is worked out once for all who ask at once, and for a second', async () => {
  const asked = { store: 0, metrics: 0 }
  const { promise: free, resolve } = Promise.withResolvers<void>()
  const deps = {
    reader: { check: async () => void (await free, asked.store++) },
    log: { check: async () => {} },
    storeState: () => 'ready',
    watch: idleWatch,
    metrics: { contentType: 'text/plain', text: async () => (await free, `metrics ${++asked.metrics}`) },
  } as unknown as ProbeDeps
  const app = fastify()
  probeRoutes(app, deps)
  const many = Array.from({ length: 20 }, () => [app.inject('/readyz'), app.inject('/metrics')]).flat()
  setTimeout(resolve, 50)
  const answers = [...(await Promise.all(many)), await app.inject('/readyz'), await app.inject('/metrics')]
  await app.close()
  expect(asked).toEqual({ store: 1, metrics: 1 })
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(
    new Set(['200 ready\n', '200 metrics 1']),
  )
})

test('a shared answer is made again after its time, and after a failure', async () => {
  let made = 0
  const next = sharedFor(20, async () => {
    if (++made === 2) throw new Error('not now')
    return made
  })
  expect([await next(), await next()]).toEqual([1, 1])
  await new Promise((done) => setTimeout(done, 30))
  await expect(Promise.all([next(), next()])).rejects.toThrow('not now')
  expect(await next()).toBe(3)
})
