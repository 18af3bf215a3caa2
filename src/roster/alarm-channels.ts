/**
 * The ways that alarms go: by mail to a server of its own, by a signed webhook, by syslog; each channel by itself, so that none waits
 * for another. What they say is for others.
 */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { openSyslogTransport } from '../deliver/syslog-transport.ts'
import { signatureOf } from '../deliver/webhook-signature.ts'
import { alarmMessage, type SyslogFacts } from './alarm-message.ts'
import { alarmChannels, type AlarmChannel } from './unsent-alarms.ts'

/** A channel that did not take it. */
export interface NotSent<Channel = AlarmChannel | 'successUrl'> {
  readonly channel: Channel
  readonly why: string
}

export interface AlarmWords {
  readonly subject: string
  /** Lines for a person. */
  readonly text: string
  /** For the webhook, which adds the text. */
  readonly value: object
  readonly syslog: SyslogFacts
}

export interface AlarmWays {
  readonly alarms: Config['night']['alarms']
  /** Of this machine, as it calls itself. */
  readonly hostname: string
  /** What relative paths of the settings start from. */
  readonly folder: string
}

/** Milliseconds for one channel. */
const usualPatience = 20_000
/** A mail has that many exchanges, or fewer. */
const mailSteps = 3
const shortestSecret = 16

/** Those that the settings name. */
export function channelsOf(alarms: AlarmWays['alarms']): readonly AlarmChannel[] {
  return alarmChannels.filter((channel) => alarms[channel] !== undefined)
}

/**
 * All at the same time; gives those that did not take it. Never rejects.
 * @param patience milliseconds
 */
export async function sendByChannels(
  words: AlarmWords,
  channels: readonly AlarmChannel[],
  { alarms, hostname, folder }: AlarmWays,
  now: number,
  patience = usualPatience,
): Promise<readonly NotSent<AlarmChannel>[]> {
  const ways: Readonly<Record<AlarmChannel, () => Promise<void>>> = {
    mail: async () => {
      const { mail } = alarms
      if (mail !== undefined) await sendMail(mail, words, hostname, patience)
    },
    webhook: async () => {
      const { webhook } = alarms
      if (webhook === undefined) return
      const secret = (await readFile(resolve(folder, webhook.secret), 'utf8')).trimEnd()
      if (Buffer.byteLength(secret) < shortestSecret) throw new Error(`${webhook.secret}: too short`)
      await post(webhook.url, secret, { ...words.value, message: words.text }, now, patience)
    },
    syslog: async () => {
      const { syslog } = alarms
      if (syslog !== undefined) await sendBySyslog(syslog, words, { hostname, folder }, now, patience)
    },
  }
  const failures = await Promise.all(channels.map(async (channel) => await tried(channel, ways[channel])))
  return failures.flat()
}

/** Never rejects. */
export async function callSuccess({
  successUrl,
}: AlarmWays['alarms']): Promise<readonly NotSent<'successUrl'>[]> {
  if (successUrl === undefined) return []
  return await tried('successUrl', async () => {
    const answer = await fetch(successUrl, { signal: AbortSignal.timeout(usualPatience) })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  })
}

async function tried<Channel extends string>(
  channel: Channel,
  send: () => Promise<void>,
): Promise<readonly NotSent<Channel>[]> {
  try {
    await send()
    return []
  } catch (fault) {
    return [{ channel, why: whyOf(fault) }]
  }
}

/** `fetch` says "fetch failed" and no more; what failed stands behind it. */
function whyOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault)
  const { cause } = fault
  const behind = cause instanceof Error ? ` (${codeIn(cause) ?? cause.message})` : ''
  return fault.message === '' ? (codeIn(fault) ?? fault.name) : `${fault.message}${behind}`
}

function codeIn(fault: Error): string | undefined {
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined
}

async function inTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => fail(new Error('no answer in time')), milliseconds)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

async function sendBySyslog(
  settings: NonNullable<AlarmWays['alarms']['syslog']>,
  { syslog, text }: AlarmWords,
  { hostname, folder }: Omit<AlarmWays, 'alarms'>,
  now: number,
  patience: number,
): Promise<void> {
  const { authorities: file, serverName, facility } = settings
  const authorities = file === undefined ? undefined : await readFile(resolve(folder, file), 'utf8')
  const transport = openSyslogTransport({ ...settings, serverName, authorities })
  try {
    await inTime(transport.write([alarmMessage(syslog, text, { facility, hostname }, now)]), patience)
  } finally {
    transport.close()
  }
}

async function sendMail(
  { from, to, host, port, tls }: NonNullable<AlarmWays['alarms']['mail']>,
  { subject, text }: { readonly subject: string; readonly text: string },
  hostname: string,
  patience: number,
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
  const sending = transport.sendMail({
    from,
    to,
    subject,
    text,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  try {
    // A server that says a word now and then would keep the sockets' patience for ever.
    await inTime(sending, patience * mailSteps)
  } finally {
    transport.close()
  }
}

async function post(
  url: string,
  secret: string,
  value: object,
  now: number,
  patience: number,
): Promise<void> {
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
