import { crc32 } from 'node:zlib'
import { faults } from '../dead-letter.ts'

export interface Record {
  topic: string
  partition: number
  offset: number
  key: string
  value: string
}

/** The checksum of a stored event. Its place is part of it: a row on a page that no table leads to tells where it belongs. */
export const sumOf = ({ topic, partition, offset, key, value }: Record): number =>
  crc32(value, crc32(`${topic}/${partition}/${offset}\n${key}\n`))

/** Why the stored event is not what was published; undefined when it is, or when an earlier version stored it without a checksum. */
export const faultOf = (record: Record, sum: number | null): string | undefined =>
  sum === null || sum === sumOf(record)
    ? undefined
    : `${faults.damaged} (offset ${record.offset} of ${record.topic}/${record.partition}: the checksum is wrong)`
