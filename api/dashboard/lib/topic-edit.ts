import type { EditDto, PreviewDto } from '../../dto/taxonomy-dto.ts'
import { answer, post } from './api.ts'
import { topicName } from './now.ts'

export type TopicEdit = EditDto['edit']

/** What the edit would move. @throws an error whose message says why it cannot be made */
export const previewOf = async (edit: TopicEdit): Promise<PreviewDto> =>
  answer<PreviewDto>(await post('/taxonomy/preview', edit))

/** Resolves once the edit is durable. @throws an error that says that nothing was saved, and why */
export const saveEdit = async (edit: TopicEdit): Promise<void> => void (await post('/taxonomy/edits', edit))

/** The id of a new topic, from its name. */
export const idFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 60) || 'new_topic'

/** What an edit did, in a sentence without a full stop. */
export function editSentence(edit: TopicEdit, edits: readonly EditDto[]): string {
  switch (edit.kind) {
    case 'add':
      return `Added topic “${edit.name}”`
    case 'change':
      return `Changed ${changedParts(edit)} of “${topicName(edit.topic)}”`
    case 'merge':
      return `Merged “${topicName(edit.topic)}” into “${topicName(edit.into)}”`
    case 'split':
      return `Split “${edit.name}” from “${topicName(edit.topic)}”`
    default: {
      const undone = edits.find(({ id }) => id === edit.edit)
      return undone ? `Undone: ${editSentence(undone.edit, edits)}` : 'Undone: an edit'
    }
  }
}

function changedParts({ kind: _kind, topic: _topic, ...parts }: Extract<TopicEdit, { kind: 'change' }>): string {
  return Object.keys(parts).join(', ') || 'nothing'
}
