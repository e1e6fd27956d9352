/** The department that the sentence model considers most likely. */
export interface SecondOpinion {
  department: string
  /** In 0…1. */
  confidence: number
}

/** A model of departments that reads whole sentences (text/sentence-encoder.ts). */
export const secondOpinionModel = new URL('../models/department-sentence.model', import.meta.url)
