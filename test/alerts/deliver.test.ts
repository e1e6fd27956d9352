import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Type } from 'typebox'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { alertsTopic } from '../../alerts/alert.ts'
import { slackEscaped } from '../../alerts/message/slack-blocks.ts'
import { toReceivers, type Receiver } from '../../alerts/notifiers/registry.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { startDeliver } from '../../alerts/telling/deliver.ts'
import { tellingDefaults } from '../../alerts/telling/settings.ts'
import { readTaxonomy } from '../../enrich/taxonomy.ts'
import { openHttp } from '../../infra/fetch.ts'
import type { Stop } from '../../infra/log/event-log.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'
import { alertNow, changeNow } from './make.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let server: Server
const answers: number[] = []
const heard: string[] = []
let stop: Stop | undefined

beforeAll(async () => {
  platform = await openLogAndStore()
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const status = answers.shift() ?? 200
      if (status === 200) heard.push(body)
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('ok')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  await stop?.()
  heard.length = 0
  answers.length = 0
})
afterAll(async () => {
  server.close()
  await platform.close()
})

function slackReceivers(departments?: string[]): Receiver[] {
  const { port } = server.address() as AddressInfo
  const http = openHttp({ allowPrivate: [`127.0.0.1:${port}`], logger: platform.logger })
  return toReceivers(
    [{ type: 'slack', url: `http://127.0.0.1:${port}/hook`, name: 'slack', ...(departments && { departments }) }],
    { http, print: () => {}, dashboard: 'http://groundswell', logger: platform.logger, allowPrivate: [] },
  )
}
const start = async (receivers: Receiver[]) =>
  void (stop = await startDeliver({
    log: platform.log,
    store: platform.store,
    logger: platform.logger,
    receivers,
    organisation: toOrganisation({ model: 'hub-and-spoke' }, readTaxonomy()),
    options: { ...tellingDefaults, groupBy: 'alert', groupWaitSeconds: 0, groupIntervalSeconds: 0 },
    confirmUrl: () => '',
    tickMs: 50,
  }))
const state = async (alertId: string) => {
  const rows = await platform.store.select(
    Type.Object({ state: Type.String(), attempt: Type.Integer(), dueAt: Type.Integer() }),
    'SELECT state, attempt, due_at FROM deliveries FINAL WHERE alert_id = {alertId: String}',
    { alertId },
  )
  return rows[0]
}

describe('telling', () => {
  test('a change is told to Slack once, also when it is published twice', async () => {
    await start(slackReceivers())
    const change = changeNow({ alert: alertNow({ id: 'twice' }) })
    await platform.log.publish(alertsTopic, [change, change])
    await until('it is told', async () => (await state('twice'))?.state === 'told')
    await platform.log.publish(alertsTopic, [change, changeNow({ alert: alertNow({ id: 'after' }) })])
    await until('the next one is told', async () => (await state('after'))?.state === 'told')
    expect(heard.map((message) => message.match(/alerts\/(\w+)/)?.[1])).toEqual(['twice', 'after'])
  })

  test.each([500, 429, 302])(
    'an answer of %i is a refusal: it is due again later, and nobody else waits for it',
    async (status) => {
      answers.push(status)
      await start(slackReceivers())
      const id = `refused${status}`
      await platform.log.publish(alertsTopic, [
        changeNow({ alert: alertNow({ id }) }),
        changeNow({ alert: alertNow({ id: `next${status}` }) }),
      ])
      await until('the next one is told', async () => (await state(`next${status}`))?.state === 'told')
      const row = await state(id)
      expect(row).toMatchObject({ state: 'due', attempt: 1 })
      expect(row!.dueAt).toBeGreaterThan(Date.now() + 3_000)
    },
  )

  test('a receiver for other departments hears nothing', async () => {
    await start(slackReceivers(['marketing']))
    await platform.log.publish(alertsTopic, [
      changeNow({ alert: alertNow({ id: 'foreign' }) }),
      changeNow({ alert: alertNow({ id: 'own', departments: ['marketing'] }) }),
    ])
    await until('its own is told', async () => (await state('own'))?.state === 'told')
    expect(await state('foreign')).toBeUndefined()
  })

  test('nothing hostile in a mention acts in the message', () => {
    expect(slackEscaped('<!channel> @channel & <https://evil|good> @here \u202e')).toBe(
      '&lt;!channel&gt; @\u200bchannel &amp; &lt;https://evil|good&gt; @\u200bhere \u{fffd}',
    )
  })
})
