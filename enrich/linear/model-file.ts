import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { extraWidth, hashedWidth } from './dataset.ts'
import { linearModel, type LinearModel, type ModelCard, type Weights } from './linear-model.ts'

const magic = 'groundswell-model 1\n'

/** One line that says what it is, one line of JSON (the card), then the weights; all in gzip. */
export function writeModel(file: string | URL, card: ModelCard, weights: Weights): void {
  const { hashed, steps, idf, idfStep, extras, bias } = weights
  const head = Buffer.from(`${magic}${JSON.stringify(card)}\n`)
  const floats = Float32Array.of(idfStep, ...steps, ...bias, ...extras)
  writeFileSync(file, gzipSync(Buffer.concat([head, bytes(floats), bytes(idf), bytes(hashed)]), { level: 9 }))
}

/** @throws Error that names the file when it is no model or was cut short. */
export function readModel(file: string | URL): LinearModel {
  try {
    const all = gunzipSync(readFileSync(file))
    if (all.subarray(0, magic.length).toString() !== magic) throw new Error('it is no model of this version')
    const end = all.indexOf(10, magic.length)
    const card = JSON.parse(all.subarray(magic.length, end).toString()) as ModelCard
    return linearModel(card, weightsOf(all.subarray(end + 1), card))
  } catch (error) {
    throw new Error(`${String(file)} cannot be read as a model: ${(error as Error).message}`, { cause: error })
  }
}

function weightsOf(body: Buffer, card: ModelCard): Weights {
  const labels = card.labels.length
  const width = hashedWidth(card.recipe)
  const floatCount = 1 + 2 * labels + extraWidth(card.recipe) * labels
  if (body.length !== floatCount * 4 + width + width * labels) throw new Error('its weights are cut short')
  // A copy of its own: the floats must stand on a multiple of four.
  const floats = new Float32Array(new Uint8Array(body.subarray(0, floatCount * 4)).buffer)
  const idf = body.subarray(floatCount * 4, floatCount * 4 + width)
  const hashed = body.subarray(floatCount * 4 + width)
  return {
    idfStep: floats[0]!,
    steps: floats.slice(1, 1 + labels),
    bias: floats.slice(1 + labels, 1 + 2 * labels),
    extras: floats.slice(1 + 2 * labels),
    idf: new Uint8Array(idf.buffer, idf.byteOffset, idf.length),
    hashed: new Int8Array(hashed.buffer, hashed.byteOffset, hashed.length),
  }
}

const bytes = (array: Float32Array | Uint8Array | Int8Array) =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength)
