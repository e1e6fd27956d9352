import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { extraWidth, hashedWidth } from './dataset.ts'
import { linearModel, type LinearModel, type ModelCard, type Weights } from './linear-model.ts'

const magic = 'groundswell-model 1\n'

/** Writes a model file: a line with the format, a line of JSON (the card), then the weights; compressed with gzip. */
export function writeModel(file: string | URL, card: ModelCard, weights: Weights): void {
  const { starts, labels, hashed, steps, idf, idfStep, extras, bias } = weights
  const floats = Float32Array.of(idfStep, ...steps, ...bias, ...extras)
  const parts = [floats, starts, labels, idf, hashed].map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  )
  writeFileSync(
    file,
    gzipSync(Buffer.concat([Buffer.from(`${magic}${JSON.stringify(card)}\n`), ...parts]), { level: 9 }),
  )
}

/** @throws Error that names the file, when it is not a model or is truncated */
export const readModel = (file: string | URL): LinearModel => {
  const { card, weights } = readModelParts(file)
  return linearModel(card, weights)
}

/** @throws Error that names the file, when it is not a model or is truncated */
export function readModelParts(file: string | URL): { card: ModelCard; weights: Weights } {
  try {
    const all = gunzipSync(readFileSync(file))
    if (all.subarray(0, magic.length).toString() !== magic) throw new Error('it is not a model of this format')
    const end = all.indexOf(10, magic.length)
    const card = JSON.parse(all.subarray(magic.length, end).toString()) as ModelCard
    return { card, weights: weightsOf(new Uint8Array(all.subarray(end + 1)).buffer, card) }
  } catch (error) {
    throw new Error(`${String(file)} cannot be read as a model: ${(error as Error).message}`, { cause: error })
  }
}

/** `body` is aligned to eight bytes, and the wider numbers come first. */
function weightsOf(body: ArrayBuffer, { labels: names, recipe }: ModelCard): Weights {
  const count = names.length
  const width = hashedWidth(recipe)
  const floats = new Float32Array(body, 0, 1 + 2 * count + extraWidth(recipe) * count)
  const starts = new Uint32Array(body, floats.byteLength, width + 1)
  const entries = starts[width]!
  let at = floats.byteLength + starts.byteLength
  const labels = new Uint16Array(body, at, entries)
  const idf = new Uint8Array(body, (at += labels.byteLength), width)
  const hashed = new Int8Array(body, at + idf.byteLength, entries)
  return {
    starts,
    labels,
    hashed,
    idf,
    idfStep: floats[0]!,
    steps: floats.subarray(1, 1 + count),
    bias: floats.subarray(1 + count, 1 + 2 * count),
    extras: floats.subarray(1 + 2 * count),
  }
}
