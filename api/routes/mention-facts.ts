import { answeredAt } from '../../alerts/accounts/answered.ts'
import type { MentionRow } from '../../enrich/mentions/mention-table.ts'
import { outletsOf } from '../../enrich/mentions/outlets.ts'
import { toMentionDto, type MentionDto } from '../dto/mention-dto.ts'
import type { ApiDeps } from '../request/deps.ts'

/** Mentions with what other rows say about them: when the company answered, and in which other outlets the story stands. */
export async function toMentionDtos(
  { reader, accounts }: Pick<ApiDeps, 'reader' | 'accounts'>,
  rows: readonly MentionRow[],
): Promise<MentionDto[]> {
  const own = (await accounts?.())?.accounts ?? []
  const [answered, outlets] = await Promise.all([answeredAt(reader, rows, own), outletsOf(reader, rows)])
  return rows.map((row) => toMentionDto(row, { answeredAt: answered.get(row.id), outlets: outlets.get(row.id) ?? [] }))
}
