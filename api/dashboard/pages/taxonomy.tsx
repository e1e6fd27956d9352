import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import type { EditDto, TaxonomyDto, WholeTopicDto } from '../../dto/taxonomy-dto.ts'
import { countsChanged, reconnected } from '../lib/live.ts'
import { mayAdmin } from '../lib/may-admin.ts'
import { departmentName, now, personName } from '../lib/now.ts'
import { editSentence } from '../lib/topic-edit.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, capital, count } from '../lib/words.ts'
import { Download } from '../parts/download.tsx'
import { askChange, askMergeTopic, askNewTopic, askSplitTopic, makeEdit } from '../parts/edit-topic.tsx'

/** Grows when somebody edits here, and until an edit is applied. */
const edited = signal(0)
const askAgainMs = 2_000

/** The topics, what they are found by, and what people changed. */
export function TaxonomyPage() {
  useTitle('Taxonomy')
  const { data, error } = useApi<TaxonomyDto>('/taxonomy', edited, countsChanged, reconnected)
  const isSettled = data === undefined || (data.isApplied && data.isLabelled)
  useEffect(() => {
    if (isSettled) return
    const timer = setInterval(() => edited.value++, askAgainMs)
    return () => clearInterval(timer)
  }, [isSettled])
  const [words, setWords] = useState('')
  const mayEdit = mayAdmin({ hub: true })
  const changed = (isDone: boolean) => void (isDone && edited.value++)
  const shown = data?.topics.filter((topic) => aboutOf(topic).includes(words.toLowerCase())) ?? []
  return (
    <div class="page">
      <div class="head">
        <h1>Taxonomy</h1>
        {data && (
          <p class="muted small" role="status">
            {stateOf(data)}
          </p>
        )}
        <div class="controls">
          <input
            type="search"
            aria-label="Filter topics by name or phrase"
            placeholder="Name or phrase"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <button
            class="btn primary"
            type="button"
            disabled={!mayEdit}
            title={mayEdit ? undefined : onlyAdmins}
            onClick={() => void askNewTopic().then(changed)}
          >
            Add topic
          </button>
          <Download path="/taxonomy.yaml" name="taxonomy.yaml">
            Save YAML
          </Download>
        </div>
      </div>
      {!mayEdit && data && <p class="muted small">{onlyAdmins}</p>}
      <section class="card scroll" aria-label="Topics">
        {error && !data && <p role="alert">The taxonomy could not be loaded: {error.message}</p>}
        {data && shown.length === 0 && <p class="muted">No topic has “{words}” in its name or phrases.</p>}
        {shown.length > 0 && <Topics topics={shown} all={data!.topics} mayEdit={mayEdit} changed={changed} />}
      </section>
      {data && <History edits={data.edits} mayEdit={mayEdit} changed={changed} />}
    </div>
  )
}

const onlyAdmins = 'Only admins and the service team may change topics.'

const aboutOf = ({ id, name, phrases }: WholeTopicDto): string => [id, name, ...phrases].join(' ').toLowerCase()

function stateOf({ topics, isApplied, isLabelled }: TaxonomyDto): string {
  const how = `${count(topics.length)} topics`
  if (!isApplied) return `${how} · being applied…`
  return isLabelled ? how : `${how} · stored mentions are getting their new labels…`
}

interface TopicsProps {
  topics: readonly WholeTopicDto[]
  all: readonly WholeTopicDto[]
  mayEdit: boolean
  changed: (isDone: boolean) => void
}

function Topics({ topics, all, mayEdit, changed }: TopicsProps) {
  return (
    <table class="taxonomy">
      <thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col">Department</th>
          <th scope="col">Severity</th>
          <th scope="col">Found by</th>
          {mayEdit && (
            <th scope="col">
              <span class="unseen">Changes</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {topics.map((topic) => (
          <tr key={topic.id}>
            <th scope="row" class={topic.parent === null ? '' : 'child'}>
              {topic.name}
              <p class="muted mono">{topic.id}</p>
              {topic.merged.length > 0 && <p class="xs muted">with {topic.merged.join(', ')}</p>}
            </th>
            <td data-head="Department">{topic.owners.map(departmentName).join(', ')}</td>
            <td data-head="Severity">
              {capital(topic.severity)}
              {!topic.alerts && <p class="xs muted">no alerts</p>}
            </td>
            <td class="found hide-s">
              <p title={topic.phrases.join(', ')}>{foundBy(topic)}</p>
            </td>
            {mayEdit && (
              <td>
                <TopicActions topic={topic} all={all} changed={changed} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function foundBy({ phrases }: WholeTopicDto): string {
  if (phrases.length === 0) return 'The classifier'
  const more = phrases.length > 3 ? ` and ${phrases.length - 3} more` : ''
  return phrases.slice(0, 3).join(', ') + more
}

function TopicActions({ topic, all, changed }: { topic: WholeTopicDto } & Pick<TopicsProps, 'all' | 'changed'>) {
  const { id, name } = topic
  const hasChildren = all.some(({ parent }) => parent === id)
  return (
    <span class="row">
      <button class="btn quiet" type="button" onClick={() => void askChange(topic).then(changed)}>
        Edit<span class="unseen"> {name}</span>
      </button>
      {!hasChildren && (
        <button class="btn quiet" type="button" onClick={() => void askMergeTopic(topic, all).then(changed)}>
          Merge<span class="unseen"> {name}</span>
        </button>
      )}
      <button class="btn quiet" type="button" onClick={() => void askSplitTopic(topic).then(changed)}>
        Split<span class="unseen"> {name}</span>
      </button>
    </span>
  )
}

interface HistoryProps {
  edits: readonly EditDto[]
  mayEdit: boolean
  changed: (isDone: boolean) => void
}

function History({ edits, mayEdit, changed }: HistoryProps) {
  return (
    <section class="card" aria-labelledby="edits">
      <h2 id="edits">History</h2>
      {edits.length === 0 && (
        <p class="muted">Nobody has changed the topics here. They are those of the configuration.</p>
      )}
      <ul class="rows">
        {edits.map(({ id, at, by, edit, state, reason }) => (
          <li key={id}>
            {editSentence(edit, edits)}{' '}
            <span class="muted small">
              {personName(by)}, {ago(at, now.value)}
              {state === 'undone' && ' · undone'}
              {state === 'impossible' && ` · left out: ${reason}`}
            </span>{' '}
            {mayEdit && edit.kind !== 'undo' && state === 'made' && (
              <button
                class="btn quiet"
                type="button"
                onClick={() =>
                  void makeEdit(`Undo: ${editSentence(edit, edits)}`, { kind: 'undo', edit: id }).then(changed)
                }
              >
                Undo<span class="unseen"> {editSentence(edit, edits)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
