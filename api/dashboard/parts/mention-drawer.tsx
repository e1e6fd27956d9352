import { useEffect, useRef } from 'preact/hooks'
import { go, route, withQuery } from '../lib/router.ts'
import { mentionHref } from './mention-item.tsx'
import { MentionDetail } from './mention-detail.tsx'

/** One mention beside the list that it is in. The address names it. */
export function MentionDrawer() {
  const id = route.value.query.get('mention')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (id && !dialog.current?.open) dialog.current?.showModal()
  }, [id])
  if (!id) return null
  const close = () => go(withQuery({ mention: '' }), { replace: true })
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-label="Mention"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="drawerhead">
        <a class="btn" href={mentionHref(id)}>
          Open page
        </a>
        <button class="btn" type="button" onClick={() => dialog.current?.close()}>
          Close <kbd>Esc</kbd>
        </button>
      </div>
      <MentionDetail key={id} id={id} />
    </dialog>
  )
}
