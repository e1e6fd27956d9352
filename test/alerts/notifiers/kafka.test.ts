import kafkajs from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Receiver } from '../../../alerts/notify/receiver.ts'
import { acceptsAll, eachAlert, failureOf, openReceiver } from '../../contract/notifier.ts'
import { noKafka, realKafka } from '../../real-kafka.ts'
import { until } from '../../until.ts'
import { crackedHoppers, manyUpdates, notificationOf, updateOf } from '../notifications.ts'

interface Event {
  key: string
  notification: string
  body: string
}

async function startKafka() {
  const broker = await realKafka()
  const brokers = [broker.url.replace('kafka://', '')]
  const client = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING })
  const admin = client.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'acme.alerts', numPartitions: 2 }] })
  await admin.disconnect()
  const consumer = client.consumer({ groupId: 'acme' })
  await consumer.connect()
  await consumer.subscribe({ topic: 'acme.alerts', fromBeginning: true })
  const taken: Event[] = []
  await consumer.run({
    eachMessage: ({ message: { headers, key, value } }) => {
      taken.push({ key: String(key), notification: String(headers?.['notification-id']), body: String(value) })
      return Promise.resolve()
    },
  })
  const close = async () => {
    await consumer.disconnect()
    await broker.stop()
  }
  return { brokers, taken, close }
}

describe.skipIf(noKafka)('a topic of Kafka', () => {
  let broker: Awaited<ReturnType<typeof startKafka>> | undefined
  let brokers: string[]
  let receiver: Receiver
  let taken: Event[]
  beforeAll(async () => {
    broker = await startKafka()
    ;({ brokers, taken } = broker)
    receiver = openReceiver({ type: 'kafka', brokers, topic: 'acme.alerts' })
  }, 180_000)
  afterAll(async () => {
    await receiver?.close?.()
    await broker?.close()
  })

  acceptsAll(
    () => ({
      notifier: receiver.notifier,
      taken: () => taken,
      check: ({ body }: { body: string }) => void JSON.parse(body),
    }),
    eachAlert,
  )

  test('one event per alert, keyed by its id, with the notification id as a header', async () => {
    const notification = notificationOf(manyUpdates(2))
    const before = taken.length
    await receiver.notifier.notify(notification)
    await until('both arrive', () => taken.length === before + 2)
    const events = taken.slice(before).toSorted((a, b) => a.key.localeCompare(b.key))
    expect(events.map(({ key, notification }) => [key, notification])).toEqual([
      ['many0', notification.id],
      ['many1', notification.id],
    ])
    expect(JSON.parse(events[0]!.body)).toMatchObject({
      type: 'alerts.changed',
      data: { alerts: [{ alert: { id: 'many0' } }] },
    })
  })

  test('a missing topic is a failure', async () => {
    const other = openReceiver({ type: 'kafka', brokers, topic: 'not.there' })
    expect((await failureOf(other.notifier, notificationOf([updateOf(crackedHoppers())]))).name).toBe('DeliveryFailed')
    await other.close?.()
  })
})

test('an unreachable broker is a failure, and closing does not wait for it', async () => {
  const { notifier, close } = openReceiver({ type: 'kafka', brokers: ['127.0.0.1:9'], topic: 'acme.alerts' })
  expect((await failureOf(notifier, notificationOf([updateOf(crackedHoppers())]))).name).toBe('DeliveryFailed')
  await close?.()
})
