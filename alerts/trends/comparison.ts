import type { Side, Sides } from './choose-sides.ts'
import type { TopicChange } from './rates.ts'
import type { SideCounts } from './side-query.ts'

export interface ComparedSide extends Side {
  counts: SideCounts
}

export interface ComparedTopic {
  id: string
  /** From the first earlier side to the one in question. */
  change: TopicChange
  /** Complaints on each side, in the order of the sides. */
  complaints: number[]
}

export interface Comparison {
  /** What is said first; made of the same figures. */
  sentence: string
  sides: ComparedSide[]
  spanMs: number
  bucketMs: number
  /** What is new and worse first. */
  topics: ComparedTopic[]
  leftOut: Sides['leftOut']
}
