import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fontFace } from './slack-page.ts'

const renderer = readFileSync(fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js')), 'utf8')

/** As Teams has it, roughly: sizes, colours and distances. */
const hostConfig = {
  fontFamily: 'Inter',
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 24, extraLarge: 32, padding: 16 },
  containerStyles: {
    default: {
      backgroundColor: '#ffffff',
      foregroundColors: {
        default: { default: '#242424', subtle: '#616161' },
        accent: { default: '#5b5fc7', subtle: '#5b5fc7' },
      },
    },
    emphasis: {
      backgroundColor: '#f5f5f5',
      foregroundColors: {
        default: { default: '#242424', subtle: '#616161' },
        accent: { default: '#5b5fc7', subtle: '#5b5fc7' },
      },
    },
  },
  actions: { actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, maxActions: 6 },
  factSet: { title: { weight: 'bolder', maxWidth: 120 }, value: { weight: 'default' }, spacing: 16 },
}

/** The card that Teams was sent, drawn by the real renderer of Adaptive Cards. */
export const teamsPage = (card: unknown): string => `<!doctype html><meta charset="utf-8"><style>${fontFace}
body{margin:0;padding:20px;background:#f5f5f5;width:620px;font-family:Inter}.name{font:600 13px Inter;color:#424242;margin:0 0 6px 4px}.name small{font-weight:400;color:#707070;margin-left:8px;font-size:12px}
#card{background:#fff;border:1px solid #e0e0e0;border-radius:6px;box-shadow:0 1px 2px rgb(0 0 0/.08);line-height:20px}
.ac-pushButton{font:600 14px Inter;border:1px solid #d1d1d1;border-radius:4px;background:#fff;color:#242424;padding:6px 12px;height:32px}.style-positive,.ac-pushButton.style-positive{background:#5b5fc7;border-color:#5b5fc7;color:#fff}
a{color:#5b5fc7;text-decoration:none}</style>
<div class="name">Groundswell<small>via Workflows · 11:52</small></div><div id="card"></div>
<script>${renderer.replaceAll('</script', '<\\/script')}</script>
<script>const card = new AdaptiveCards.AdaptiveCard(); card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig)});
card.parse(${JSON.stringify(card).replaceAll('<', '\\u003c')}); document.querySelector('#card').append(card.render())</script>`
