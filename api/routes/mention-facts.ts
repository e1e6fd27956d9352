import { answeredAt } from '../../alerts/accounts/answered.ts'
import type { MentionRow } from '../../enrich/mentions/mention-table.ts'
import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import { visibleIds } from '../../enrich/mentions/mention-query.ts'
import { outletsOf } from '../../enrich/mentions/outlets.ts'
import { toMentionDto, type MentionDto } from '../dto/mention-dto.ts'
import type { ApiDeps } from '../request/deps.ts'

/**
 * Mentions with what other rows say about them: when the company answered, and in which other outlets the story stands. Other mentions are
 * named only if they are visible.
 */
export async function toMentionDtos(
  { reader, accounts }: Pick<ApiDeps, 'reader' | 'accounts'>,
  rows: readonly MentionRow[],
  visible: VisibleMentions,
): Promise<MentionDto[]> {
  const own = (await accounts?.())?.accounts ?? []
  const [answered, outlets, firsts] = await Promise.all([
    answeredAt(reader, rows, own),
    outletsOf(reader, rows, visible),
    visibleIds(
      reader,
      rows.flatMap(({ duplicateOf }) => duplicateOf || []),
      visible,
    ),
  ])
  return rows.map((row) =>
    toMentionDto(
      { ...row, duplicateOf: firsts.has(row.duplicateOf) ? row.duplicateOf : '' },
      { answeredAt: answered.get(row.id), outlets: outlets.get(row.id) ?? [] },
    ),
  )
}
