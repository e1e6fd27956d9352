// A process of its own for `bench start`: when its worker has labelled a first mention, and what that worker holds after 20,000 more.
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { startPipelines } from '../../enrich/workers.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { mentions } from './corpus.ts'
import { pssMb } from './measure.ts'

const batchSize = 500
const taxonomy = readTaxonomy()
const held = [pssMb([process.pid])]
const { pipeline, stop } = startPipelines({ taxonomy, lists: demoLists, threads: 1 })
await pipeline([{ text: 'My parcel is three days late and nobody answers.' }])
const startedMs = performance.now()
held.push(pssMb([process.pid]))
const all = mentions(20_000)
held.push(pssMb([process.pid]))
for (let at = 0; at < all.length; at += batchSize) await pipeline(all.slice(at, at + batchSize))
held.push(pssMb([process.pid]))
process.stdout.write(JSON.stringify({ startedMs, mb: held[1]! - held[0]! + held[3]! - held[2]! }))
await stop()
