import { accountKey, type Account } from './account.ts'

/** A handle in a text: letters, digits and _, with . - @ inside. */
const handle = String.raw`@[\\p{L}\\p{N}_]+(?:[.@-][\\p{L}\\p{N}_]+)*`
/** No letter, digit, _ or / before the @, which excludes mail addresses and links. */
const named = String.raw`[^\\p{L}\\p{N}_/]${handle}`

/** No capturing group in the pattern: it would take four times as long. */
const foundSql = (pattern: string) => `extractAll(concat(' ', title, '\\n', text), '${pattern}')`
const placeOf = (handle: string) =>
  `transform(concat(toString(source), char(1), lowerUTF8(${handle})), {keys: Array(String)}, {places: Array(UInt32)}, toUInt32(0))`

/** The place of the account that wrote a mention, from 1; 0 = none of them. */
export const writtenBySql = placeOf(`trim(LEADING '@' FROM author_handle)`)

/** The distinct places of the accounts that a mention names by @, without its author. */
export const namesSql = `arrayDistinct(arrayFilter(own -> own != 0 AND own != ${writtenBySql}, arrayMap(each -> ${placeOf('substringUTF8(each, 3)')}, ${foundSql(named)})))`

/** A fast prefilter that passes all mentions that name an account, and few others: the pattern begins with a literal. */
export const mayNameSql = `source IN {platforms: Array(String)} AND arrayExists(each -> ${placeOf('substring(each, 2)')} != 0, ${foundSql(handle)})`

/** Query parameters of the conditions above. An account's place is its position in the list, from 1. */
export const accountParams = (accounts: readonly Account[]) => ({
  keys: accounts.map(accountKey),
  places: accounts.map((_, i) => i + 1),
  platforms: [...new Set(accounts.map(({ platform }) => platform))],
})
