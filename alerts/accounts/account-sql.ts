import { accountKey, type Account } from './account.ts'

/** A handle as it stands in a text: letters, digits and _, and among them . - @ */
const handle = String.raw`@[\\p{L}\\p{N}_]+(?:[.@-][\\p{L}\\p{N}_]+)*`
/** No letter, digit, _ or / stands before its @, so that neither a mail address nor a link counts. */
const named = String.raw`[^\\p{L}\\p{N}_/]${handle}`

/** A pattern with a group would take four times as long. */
const foundSql = (pattern: string) => `extractAll(concat(' ', title, '\\n', text), '${pattern}')`
const placeOf = (handle: string) =>
  `transform(concat(toString(source), char(1), lowerUTF8(${handle})), {keys: Array(String)}, {places: Array(UInt32)}, toUInt32(0))`

/** The place of the account that wrote a mention, from 1; 0 = somebody else. */
export const writtenBySql = placeOf(`trim(LEADING '@' FROM author_handle)`)

/** The places of the accounts that a mention names by @, each once, without the one that wrote it. */
export const namesSql = `arrayDistinct(arrayFilter(own -> own != 0 AND own != ${writtenBySql}, arrayMap(each -> ${placeOf('substringUTF8(each, 3)')}, ${foundSql(named)})))`

/** Lets through all that name one and few others, and is soon done: a pattern that begins with a sign is looked for by that sign. */
export const mayNameSql = `source IN {platforms: Array(String)} AND arrayExists(each -> ${placeOf('substring(each, 2)')} != 0, ${foundSql(handle)})`

/** The accounts as the conditions above want them: the place of each is its own in the list, from 1. */
export const accountParams = (accounts: readonly Account[]) => ({
  keys: accounts.map(accountKey),
  places: accounts.map((_, i) => i + 1),
  platforms: [...new Set(accounts.map(({ platform }) => platform))],
})
