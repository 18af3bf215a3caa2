/** Sends an alarm of the night: by mail to a server of its own, and by a signed webhook. Calls the address of success. */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { signatureOf } from '../deliver/webhook-signature.ts'
import { nightAlarmTexts } from '../text/night-alarm.ts'
import type { NightAlarm } from './night-alarms.ts'

/** A channel that did not take it. */
export interface NotSent {
  readonly channel: 'mail' | 'webhook' | 'successUrl'
  readonly why: string
}

type Settings = Pick<Config, 'night' | 'language' | 'hostname'>

/** Milliseconds for one channel. */
const patience = 20_000
const shortestSecret = 16

/** Never rejects. */
export async function sendAlarm(
  alarm: NightAlarm,
  config: Settings,
  folder: string,
  now: number,
): Promise<readonly NotSent[]> {
  const { mail, webhook } = config.night.alarms
  const words = wordsOf(alarm, config)
  const failures = await Promise.all([
    ...(mail === undefined ? [] : [tried('mail', async () => await sendMail(mail, words, config.hostname))]),
    ...(webhook === undefined
      ? []
      : [
          tried('webhook', async () => {
            const secret = (await readFile(resolve(folder, webhook.secret), 'utf8')).trimEnd()
            if (Buffer.byteLength(secret) < shortestSecret) throw new Error(`${webhook.secret}: too short`)
            await post(webhook.url, secret, { ...alarmJson(alarm, config), message: words.text }, now)
          }),
        ]),
  ])
  return failures.flat()
}

/** Never rejects. */
export async function tellSuccess({ night }: Settings): Promise<readonly NotSent[]> {
  const { successUrl } = night.alarms
  if (successUrl === undefined) return []
  return await tried('successUrl', async () => {
    const answer = await fetch(successUrl, { signal: AbortSignal.timeout(patience) })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  })
}

async function tried(channel: NotSent['channel'], send: () => Promise<void>): Promise<readonly NotSent[]> {
  try {
    await send()
    return []
  } catch (fault) {
    return [{ channel, why: fault instanceof Error ? fault.message : String(fault) }]
  }
}

function wordsOf(
  { kind, isReminder, run = 0, since }: NightAlarm,
  { language, hostname, night }: Settings,
): { readonly subject: string; readonly text: string } {
  const texts = nightAlarmTexts[language]
  const zoned = Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO(night.schedule.timezone)
  const moment = `${zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${zoned.timeZoneId})`
  const lines = [texts.what(kind, run), texts.now(kind, run), texts.since(moment)]
  return {
    subject: texts.subject(kind, hostname, isReminder),
    text: lines.filter((line) => line !== '').join('\n'),
  }
}

function alarmJson({ kind, isReminder, run, since }: NightAlarm, { hostname }: Settings): object {
  return {
    alarm: kind,
    reminder: isReminder,
    run: run ?? null,
    since: new Date(since).toISOString(),
    host: hostname,
  }
}

async function sendMail(
  { from, to, host, port, tls }: NonNullable<Settings['night']['alarms']['mail']>,
  { subject, text }: { readonly subject: string; readonly text: string },
  hostname: string,
): Promise<void> {
  // Loaded on demand: alarms are rare.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host,
    port,
    name: hostname,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'none',
    tls: { rejectUnauthorized: tls === 'required' || tls === 'implicit' },
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  })
  await transport.sendMail({ from, to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } })
}

async function post(url: string, secret: string, value: object, now: number): Promise<void> {
  const body = JSON.stringify(value)
  const seconds = Math.floor(now / 1_000)
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'sekisho',
      'x-sekisho-timestamp': String(seconds),
      'x-sekisho-signature': signatureOf(secret, seconds, body),
    },
    body,
    signal: AbortSignal.timeout(patience),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
}
