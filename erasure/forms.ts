/**
 * For comparing: case is ignored, and so is whether a letter and its accent are one character or two. Both look the same, and programs write
 * either. Pure.
 */
export const folded = (text: string): string => text.toLowerCase().normalize('NFC')

/** The text as it is, with letters and accents as one character, and as two: for what compares bytes. Pure. */
export const formsOf = (text: string): string[] => [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])]
