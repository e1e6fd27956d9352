/** Scripts without spaces between words: Chinese, Japanese, Korean. */
export const unspacedScripts = String.raw`\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}`

/** A letter of a script that puts spaces between words: none of them stands right beside a number or a word that begins. */
export const spacedLetter = String.raw`(?![${unspacedScripts}])[\p{L}\p{M}]`
