import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Question {
  title: string
  /** Absent: there is nothing to confirm, only to close. */
  confirm?: string
  fields: ComponentChildren
  done: (form: FormData | undefined) => void
}

/** The open dialog. */
const open = signal<Question | undefined>(undefined)

/** Shows a dialog with a form; undefined if the person cancels. */
export function ask(question: Omit<Question, 'done'>): Promise<FormData | undefined> {
  return new Promise((done) => {
    open.value = { ...question, done }
  })
}

/** The trimmed text of a field; '' if empty. */
export function fieldText(form: FormData | undefined, field: string): string {
  const value = form?.get(field)
  return typeof value === 'string' ? value.trim() : ''
}

/** Renders the current dialog. */
export function Dialogs() {
  const question = open.value
  const dialog = useRef<HTMLDialogElement>(null)
  const answered = useRef<FormData | undefined>(undefined)
  useEffect(() => {
    if (question) dialog.current?.showModal()
  }, [question])
  if (!question) return null
  const onClose = () => {
    open.value = undefined
    question.done(answered.current)
    answered.current = undefined
  }
  return (
    <dialog ref={dialog} class="card ask" aria-labelledby="ask-title" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          answered.current = new FormData(event.currentTarget)
          dialog.current?.close()
        }}
      >
        <h2 id="ask-title">{question.title}</h2>
        {question.fields}
        <div class="row end">
          <button class="btn" type="button" onClick={() => dialog.current?.close()}>
            {question.confirm === undefined ? 'Close' : 'Cancel'}
          </button>
          {question.confirm !== undefined && (
            <button class="btn primary" type="submit">
              {question.confirm}
            </button>
          )}
        </div>
      </form>
    </dialog>
  )
}
