/** What the parts of the pipeline take, in CPU-seconds of one core unless it says otherwise. Measured by `bench capacity`. */
export interface Costs {
  /** The event loop that answers webhooks: signature, redaction, JSON, and the embedded log. */
  accept: { perRequest: number; perMention: number }
  /** The embedded log: CPU of its event loop (a part of `accept`), and the wait for the disk at each request. */
  log: { perMention: number; diskSeconds: number }
  /** Kafka: its client where it is written and read, and the broker for each copy that it keeps. */
  kafka: { produce: number; consume: number; broker: number; answerSeconds: number }
  /** The event loop of the stage that enriches; `perBatch` is of what one partition delivers at once. */
  enrich: { perBatch: number; perMention: number }
  /** A worker thread of that stage. */
  worker: { perMention: number }
  /** The store, asked for the times of the stored ones among these ids; `perStored` is for each row that it reads for that. */
  lookup: { perQuery: number; perId: number; perStored: number }
  /** The store, writing and merging rows; `diskSeconds` it waits for the disk. */
  insert: { perInsert: number; perRow: number; diskSeconds: number }
  /** The store, counting a bucket anew. */
  recount: { perRecount: number; perRow: number }
  /** One evaluation of `series` active series. */
  evaluation: { main: number; store: number; series: number }
  /** Emerging terms: what each scope takes for each stored mention (that of the departments reads only those without a topic). */
  terms: { main: number; store: number }[]
  /** What the program takes of a core while nothing comes in. */
  idle: { main: number; store: number }
  /** Bytes on disk of a mention. */
  bytes: { log: number; store: number }
}
