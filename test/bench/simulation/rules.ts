/** What the product does when, from its source. All times in seconds. */
export interface Rules {
  /** Mentions that one partition delivers at once. */
  deliveredAtOnce: number
  /** Rows of one insert at most. */
  insertedAtOnce: number
  /** After an insert: a rest of so many times as long, unless `enough` rows wait, and at most so many seconds. */
  rest: { times: number; enough: number; most: number }
  /** Shards that one insert is spread over, at most. */
  insertedInto: number
  /** The share of mentions whose stored time is looked up. */
  lookedUp: number
  tick: number
  pausePerRecount: number
  evaluateEvery: number
  /** Seconds of mentions that a recount reads. */
  bucket: number
  /** Emerging terms: mentions of a page, the seconds of a tick that they may take, and the share of mentions that they read. */
  terms: { page: number; longest: number; share: number }
  /** The gap between two writes of the embedded log. */
  logGap: number
}

/** As the product is today. */
export const today: Rules = {
  /** `deliveredAtOnce`, `insertedAtOnce` and `rest` in enrich/enrich.ts; `mostRestMs` in infra/group-commit.ts. */
  deliveredAtOnce: 500,
  insertedAtOnce: 2_000,
  rest: { times: 2, enough: 500, most: 0.5 },
  /** A row finds its shard by its hash: infra/store/cluster-sql.ts. */
  insertedInto: Infinity,
  /** `storedTimes` in enrich/enrich.ts: all but those of an import. */
  lookedUp: 1,
  /** `tickMs` in app/alerts.ts. */
  tick: 0.8,
  /** `pausePerRecount` and `evaluateEveryMs` in alerts/alert-writer.ts. */
  pausePerRecount: 3,
  evaluateEvery: 60,
  /** `baseBucketMs` in alerts/series/subject.ts: a recount reads the whole bucket. */
  bucket: 300,
  /** `pageSize` and `longestMs` in alerts/terms/term-watch.ts. */
  terms: { page: 1_000, longest: 0.1, share: 1 },
  /** infra/log/embedded/fair-turn.ts. */
  logGap: 0.001,
}
