import type { Positions, Topic } from '../event-log.ts'
import { groupCommit } from '../../group-commit.ts'
import { tracePublish } from '../trace-messages.ts'
import { transaction, type Database } from './database.ts'
import type { Events } from './events.ts'
import { takeTurns } from './fair-turn.ts'
import { partitionOf } from './partition-of.ts'
import type { Row } from './partitions.ts'

interface Publication {
  topic: string
  rows: (Row & { partition: number })[]
}

/** Writes publications in groups, one transaction for each group. */
export function openWriter(
  db: Database,
  events: Events,
  written: () => void,
): { publish<T>(topic: Topic<T>, batch: readonly T[]): Promise<Positions>; idle(): Promise<void> } {
  const inTurn = takeTurns(db)

  const groups = groupCommit(
    async (publications: Publication[]) => {
      const ends = await inTurn(() => transaction(db, () => publications.map(append)))
      written()
      return ends
    },
    { weight: ({ rows }) => rows.length, limit: 5_000 },
  )

  function append({ topic, rows }: Publication): Positions {
    const byPartition = [...Map.groupBy(rows, ({ partition }) => partition)]
    const ends = byPartition.map(([partition, some]) => [partition, events.append(topic, partition, some)])
    return { topic, ends: Object.fromEntries(ends) }
  }

  return {
    idle: groups.idle,
    async publish(topic, batch) {
      if (batch.length === 0) return { topic: topic.name, ends: {} }
      const partitions = events.partitions(topic.name, topic.partitions)
      return tracePublish({ system: 'sqlite', topic: topic.name, count: batch.length }, (traceparent) => {
        const rows = batch.map((event) => {
          const key = topic.key(event)
          return { partition: partitionOf(key, partitions), key, value: JSON.stringify(event), traceparent }
        })
        return groups.add({ topic: topic.name, rows })
      })
    },
  }
}
