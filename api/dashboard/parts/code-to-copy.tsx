import { useState } from 'preact/hooks'

/** Lines to copy into a file. */
export function CodeToCopy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState('')
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(text))
  return (
    <>
      <pre class="code" tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <button class="btn" type="button" onClick={copy}>
        {copied === text ? 'Copied' : 'Copy'}
      </button>
    </>
  )
}
