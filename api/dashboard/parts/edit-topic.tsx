import type { PreviewDto, WholeTopicDto } from '../../dto/taxonomy-dto.ts'
import { showToast } from '../lib/announce.ts'
import { departments, topicName, topics } from '../lib/now.ts'
import { idFrom, previewOf, saveEdit, type TopicEdit } from '../lib/topic-edit.ts'
import { count } from '../lib/words.ts'
import { ask, fieldText } from './dialog.tsx'

type Change = Extract<TopicEdit, { kind: 'change' }>
const severities = ['low', 'medium', 'high', 'critical'] as const

/** Shows what the edit would move, asks, and saves it. False if the person cancels, or it cannot be made; a toast says why. */
export async function makeEdit(title: string, edit: TopicEdit): Promise<boolean> {
  try {
    showToast('Looking at what would move…')
    const preview = await previewOf(edit)
    showToast('')
    if (!(await ask({ title, confirm: 'Apply', fields: <Moves preview={preview} /> }))) return false
    await saveEdit(edit)
    showToast('Saved. Mentions of the last eight weeks get their new labels.')
    return true
  } catch (error) {
    showToast((error as Error).message)
    return false
  }
}

function Moves({ preview: { mentions, moves } }: { preview: PreviewDto }) {
  const moved = moves.reduce((sum, move) => sum + move.mentions, 0)
  return (
    <>
      <p>
        {moved === 0 ? (
          <b>No mention moves</b>
        ) : (
          <b>
            {count(moved)} {moved === 1 ? 'mention moves' : 'mentions move'}
          </b>
        )}{' '}
        of {count(mentions)} of the last two weeks that were looked at.
      </p>
      <ul class="moves">
        {moves.map(({ from, to, mentions: n, examples }) => (
          <li key={`${from} ${to}`}>
            <b>{count(n)}</b> {from === null ? 'without a topic' : `from “${topicName(from)}”`} →{' '}
            {to === null ? 'no topic' : `“${topicName(to)}”`}
            {examples.map(({ id, text }) => (
              <p key={id} class="small muted clip">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  )
}

interface NewTopic {
  name?: string
  phrases?: readonly string[]
  owners?: readonly string[]
}

/** Asks for a new topic, shows what it would move, and adds it. */
export async function askNewTopic({ name = '', phrases = [], owners = [] }: NewTopic = {}): Promise<boolean> {
  const form = await ask({
    title: 'Make a topic',
    confirm: 'Preview',
    fields: (
      <>
        <NameField value={name} />
        <label>
          Under
          <select name="parent">
            <option value="">No other topic</option>
            {topics.value
              .filter(({ parent }) => parent === null)
              .map(({ id, name: other }) => (
                <option key={id} value={id}>
                  {other}
                </option>
              ))}
          </select>
        </label>
        <OwnerField value={owners[0] ?? departments.value[0]?.id ?? ''} />
        <SeverityField value="medium" />
        <Lines label="Phrases" name="phrases" value={phrases} required />
        <p class="muted xs">One a line. One of them is enough for a mention to get the topic.</p>
      </>
    ),
  })
  if (!form) return false
  const [title, parent] = [fieldText(form, 'name'), fieldText(form, 'parent')]
  return makeEdit(`Add “${title}”`, {
    kind: 'add',
    ...(parent && { parent }),
    id: idFrom(title),
    name: title,
    owners: [fieldText(form, 'owner'), ...owners.slice(1)],
    severity: fieldText(form, 'severity') as (typeof severities)[number],
    phrases: linesIn(form, 'phrases'),
  })
}

/** Asks for what changes in a topic. */
export async function askChange(topic: WholeTopicDto): Promise<boolean> {
  const form = await ask({
    title: `Edit “${topic.name}”`,
    confirm: 'Preview',
    fields: (
      <>
        <NameField value={topic.name} />
        <OwnerField value={topic.owners[0] ?? ''} />
        <SeverityField value={topic.severity} />
        <Lines label="Phrases" name="phrases" value={topic.phrases} />
        <Lines label="Hints" name="hints" value={topic.hints} />
        <p class="muted xs">One a line. A phrase is enough for the topic; hints only make it more likely.</p>
      </>
    ),
  })
  return form ? makeEdit(`Change “${topic.name}”`, changeOf(topic, form)) : false
}

/** Only what differs. */
function changeOf(topic: WholeTopicDto, form: FormData): Change {
  const [name, owner, severity] = [fieldText(form, 'name'), fieldText(form, 'owner'), fieldText(form, 'severity')]
  const [phrases, hints] = [linesIn(form, 'phrases'), linesIn(form, 'hints')]
  const isOther = (a: readonly string[], b: readonly string[]) => a.join('\n') !== b.join('\n')
  return {
    kind: 'change',
    topic: topic.id,
    ...(name !== topic.name && { name }),
    ...(owner !== topic.owners[0] && { owners: [owner, ...topic.owners.filter((id) => id !== owner)] }),
    ...(severity !== topic.severity && { severity: severity as (typeof severities)[number] }),
    ...(isOther(phrases, topic.phrases) && { phrases }),
    ...(isOther(hints, topic.hints) && { hints }),
  }
}

/** Asks which topic takes the mentions of this one. */
export async function askMergeTopic(topic: WholeTopicDto, all: readonly WholeTopicDto[]): Promise<boolean> {
  const form = await ask({
    title: `Merge “${topic.name}”`,
    confirm: 'Preview',
    fields: (
      <>
        <label>
          Into
          <select name="into" required>
            {all
              .filter(({ id }) => id !== topic.id)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <p class="muted xs">Its mentions get the other topic. Alerts that are open keep their names.</p>
      </>
    ),
  })
  if (!form) return false
  return makeEdit(`Merge “${topic.name}”`, { kind: 'merge', topic: topic.id, into: fieldText(form, 'into') })
}

/** Asks which phrases become a topic of their own. */
export async function askSplitTopic(topic: WholeTopicDto): Promise<boolean> {
  const form = await ask({
    title: `Split “${topic.name}”`,
    confirm: 'Preview',
    fields: (
      <>
        <NameField label="Name of the new topic" value="" />
        {topic.phrases.length > 0 && (
          <fieldset class="choices column">
            <legend>Phrases that move to it</legend>
            {topic.phrases.map((phrase) => (
              <label key={phrase}>
                <input type="checkbox" name="moved" value={phrase} />
                {phrase}
              </label>
            ))}
          </fieldset>
        )}
        <Lines label="New phrases" name="phrases" value={[]} />
        <p class="muted xs">One a line. The rest stays with “{topic.name}”.</p>
      </>
    ),
  })
  if (!form) return false
  const [name, moved] = [fieldText(form, 'name'), form.getAll('moved').map(String)]
  const phrases = [...moved, ...linesIn(form, 'phrases')]
  return makeEdit(`Split “${topic.name}”`, { kind: 'split', topic: topic.id, id: idFrom(name), name, phrases })
}

const NameField = ({ value, label = 'Name' }: { value: string; label?: string }) => (
  <label>
    {label}
    <input name="name" required maxLength={100} defaultValue={value} />
  </label>
)

const OwnerField = ({ value }: { value: string }) => (
  <label>
    Department that acts
    <select name="owner" required>
      {departments.value.map(({ id, name }) => (
        <option key={id} value={id} selected={id === value}>
          {name}
        </option>
      ))}
    </select>
  </label>
)

const SeverityField = ({ value }: { value: string }) => (
  <label>
    Least severity
    <select name="severity">
      {severities.map((severity) => (
        <option key={severity} value={severity} selected={severity === value}>
          {severity}
        </option>
      ))}
    </select>
  </label>
)

interface LinesProps {
  label: string
  name: string
  value: readonly string[]
  required?: boolean
}

const Lines = ({ label, name, value, required = false }: LinesProps) => (
  <label>
    {label}
    <textarea
      name={name}
      rows={Math.min(8, Math.max(3, value.length))}
      required={required}
      defaultValue={value.join('\n')}
    />
  </label>
)

const linesIn = (form: FormData, name: string): string[] =>
  fieldText(form, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
