import { token } from './theme.ts'

const headPx = 52
const marginPx = 20

/** The chart inside an element as a PNG with its title above; undefined while there is no chart. */
export async function chartPicture(
  within: HTMLElement | null,
  { title, note }: { title: string; note: string },
): Promise<Blob | undefined> {
  const chart = within?.querySelector<HTMLCanvasElement>('.chart canvas')
  if (!chart) return undefined
  const scale = devicePixelRatio
  const picture = document.createElement('canvas')
  picture.width = chart.width + 2 * marginPx * scale
  picture.height = chart.height + (headPx + marginPx) * scale
  const ctx = picture.getContext('2d')!
  ctx.fillStyle = token('--surface')
  ctx.fillRect(0, 0, picture.width, picture.height)
  ctx.drawImage(chart, marginPx * scale, headPx * scale)
  ctx.scale(scale, scale)
  ctx.fillStyle = token('--ink')
  ctx.font = '600 15px "Inter Variable", Inter, sans-serif'
  ctx.fillText(title, marginPx, 26)
  ctx.fillStyle = token('--ink-2')
  ctx.font = '12px "Inter Variable", Inter, sans-serif'
  ctx.fillText(note, marginPx, 44)
  return new Promise((resolve) => picture.toBlob((blob) => resolve(blob ?? undefined), 'image/png'))
}
