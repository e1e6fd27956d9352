import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../chromium.ts'
import { toReceivers, type NotifierOptions } from '../../alerts/notifiers/registry.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openLogger } from '../../infra/logger.ts'
import { crackedHoppers, notificationOf, updateOf } from '../alerts/notifications.ts'
import { openHttpReceiver } from '../receivers/http-receiver.ts'
import { openMailReceiver } from '../receivers/mail-receiver.ts'
import { fontFace, slackPage } from './slack-page.ts'
import { teamsPage } from './teams-page.ts'

// node test/pictures/notices.ts: draws what was really sent into docs/notice-*.png.

const docs = resolve(import.meta.dirname, '../../docs')
const notification = notificationOf([
  updateOf(crackedHoppers(), { confirmUrl: 'https://groundswell.acme.example/confirm/x' }),
])

function notifierOf(options: NotifierOptions) {
  const logger = openLogger('silent')
  const allowPrivate = ['127.0.0.1']
  const dashboard = 'https://groundswell.acme.example'
  const http = openHttp({ allowPrivate, logger })
  return toReceivers([options], { http, print: console.log, dashboard, logger, allowPrivate })[0]!.notifier
}

async function sentByHttp(options: (url: string) => NotifierOptions): Promise<unknown> {
  const receiver = await openHttpReceiver(() => ({ status: 200, body: 'ok' }))
  await notifierOf(options(receiver.url)).notify(notification)
  await receiver.close()
  return JSON.parse(receiver.taken[0]!.body)
}

async function sentMail(): Promise<string> {
  const server = await openMailReceiver()
  const from = 'Groundswell <alerts@acme.example>'
  await notifierOf({ type: 'email', url: `smtp://${server.host}`, from, to: ['nora@acme.example'] }).notify(
    notification,
  )
  await server.close()
  return server.taken[0]!.mail.html as string
}

interface Look {
  width: number
  colorScheme?: 'light' | 'dark'
}

async function draw(browser: Browser, html: string, { file, width, colorScheme = 'light' }: Look & { file: string }) {
  const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme, deviceScaleFactor: 2 })
  await page.setContent(html)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: file, fullPage: true })
  await page.close()
}

const slack = (await sentByHttp((url) => ({ type: 'slack', url }))) as { blocks: Parameters<typeof slackPage>[0] }
const teams = (await sentByHttp((url) => ({ type: 'teams', url }))) as { attachments: { content: unknown }[] }
const mail = (await sentMail()).replace('<style>', `<style>${fontFace}`)

const browser = await launchChromium()
const folder = process.argv[2] ?? docs
await draw(browser, slackPage(slack.blocks), { file: `${folder}/notice-slack.png`, width: 660 })
await draw(browser, teamsPage(teams.attachments[0]!.content), { file: `${folder}/notice-teams.png`, width: 660 })
await draw(browser, mail, { file: `${folder}/notice-mail.png`, width: 640 })
if (process.argv[3] === 'all') {
  await draw(browser, mail, { file: `${folder}/notice-mail-dark.png`, width: 640, colorScheme: 'dark' })
  await draw(browser, mail, { file: `${folder}/notice-mail-narrow.png`, width: 390 })
}
await browser.close()
