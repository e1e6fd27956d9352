import type { SuggestionDto } from '../../dto/suggestion-dto.ts'
import { showToast } from '../lib/announce.ts'
import { capital } from '../lib/words.ts'
import { ask } from './dialog.tsx'

/** Shows the entry of the taxonomy that makes a topic of a suggestion, and copies it. */
export async function askTopic(suggestion: SuggestionDto): Promise<void> {
  const entry = topicEntry(suggestion)
  const answer = await ask({
    title: 'Make a topic',
    confirm: 'Copy',
    fields: (
      <>
        <p>
          Add this entry to <code>topics</code> of your taxonomy file, and change what you like. Then{' '}
          <code>groundswell config check</code> shows whether its examples get the topic; after the next start, past
          mentions are labelled again.
        </p>
        <pre class="code">{entry}</pre>
      </>
    ),
  })
  if (!answer) return
  try {
    await navigator.clipboard.writeText(entry)
    showToast('Copied.')
  } catch {
    // Browsers have no clipboard for pages of plain http.
    showToast('This browser does not let the page copy. Select the text and copy it.')
    await askTopic(suggestion)
  }
}

/** An entry of a taxonomy file (YAML). Strings are JSON, which YAML reads. */
function topicEntry({ words, emerging, departments, examples }: SuggestionDto): string {
  const phrases = emerging ? [emerging.term] : words.slice(0, 3)
  const id =
    phrases[0]!
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '') || 'new_topic'
  const lines = [
    `- id: ${id}`,
    `  name: ${JSON.stringify(capital(phrases[0]!))}`,
    `  owners: ${JSON.stringify(departments.slice(0, 2))}`,
    `  phrases: ${JSON.stringify(phrases)}`,
    '  examples:',
    ...examples.map(({ text }) => `    - ${JSON.stringify(text.slice(0, 200))}`),
  ]
  return lines.join('\n')
}
