import { readTaxonomy } from '../../enrich/taxonomy.ts'
import { understanding } from '../../enrich/understand.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { mentions } from './corpus.ts'
import { pssMb } from './measure.ts'

const batchSize = 500
const understand = understanding(readTaxonomy(), demoLists)
await understand([{ text: 'My parcel is three days late and nobody answers.' }])
const startedMs = performance.now()
const all = mentions(20_000)
for (let at = 0; at < all.length; at += batchSize) await understand(all.slice(at, at + batchSize))
process.stdout.write(JSON.stringify({ startedMs, mb: pssMb([process.pid]) }))
