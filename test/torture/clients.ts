/**
 * Clients that behave as mail servers do: what was not acknowledged stays in their queue and is sent again, as often as
 * it takes. They keep the account of what was said about each mail.
 */

import { createHash } from 'node:crypto'

import { openDialogue, type Dialogue } from '../peers/dialogue.ts'
import { pause } from './form.ts'
import type { Chance } from './random.ts'

/** One try to hand a mail over. Times are milliseconds since 1970. */
export interface Attempt {
  readonly startedAt: number
  /** When its DATA was sent; `undefined`: it did not come that far. */
  dataAt: number | undefined
  endedAt: number | undefined
  /** The answer to the final dot, or what went wrong before. */
  outcome: string
}

export interface ClientMail {
  /** Its Message-ID, without angle brackets. */
  readonly id: string
  readonly from: string
  readonly recipients: readonly string[]
  /** In wire form, without the final dot; begins with the Message-ID field. */
  readonly wire: Buffer
  readonly digest: string
  readonly attempts: Attempt[]
  /** When its 250 came. */
  acknowledgedAt: number | undefined
  /** A 5xx: the client gives up. */
  refusedWith: string | undefined
}

/** A mail of a clerk to the outside, his chief in Cc: the gate lets it pass. */
export function composeMail(
  id: string,
  octets: number,
  recipients: readonly string[] = ['client@example.com'],
  cc = 'suzuki@example.co.jp',
): ClientMail {
  const header = [
    `Message-ID: <${id}>`,
    'From: takahashi@example.co.jp',
    `To: ${recipients.join(', ')}`,
    ...(cc === '' ? [] : [`Cc: ${cc}`]),
    `Subject: torture ${id}`,
  ].join('\r\n')
  const line = `${id} ${'abcdefghijklmnopqrstuvwxyz'.repeat(2)}\r\n..a line that begins with a dot\r\n`
  const lines = Math.max(1, Math.ceil(octets / line.length))
  const wire = Buffer.from(`${header}\r\n\r\n${line.repeat(lines)}`)
  return {
    id,
    from: 'takahashi@example.co.jp',
    recipients,
    wire,
    digest: createHash('sha256').update(wire).digest('hex'),
    attempts: [],
    acknowledgedAt: undefined,
    refusedWith: undefined,
  }
}

export interface ClientsOptions {
  readonly port: number
  readonly clients: number
  /** The next mail to send; `undefined`: there is none any more. */
  readonly next: () => ClientMail | undefined
  readonly chance: Chance
  /** Milliseconds until a mail is tried again. */
  readonly retryAfter: readonly [number, number]
}

export interface Clients {
  /** Resolves once every mail is acknowledged or refused, or `stop` was called. */
  readonly finished: Promise<void>
  readonly stop: () => void
}

export function startClients(options: ClientsOptions): Clients {
  let isStopped = false
  const runs = Array.from({ length: options.clients }, async () => {
    await runClient(options, () => isStopped)
  })
  return {
    finished: Promise.all(runs).then(() => undefined),
    stop: () => {
      isStopped = true
    },
  }
}

async function runClient(
  { port, next, chance, retryAfter }: ClientsOptions,
  isStopped: () => boolean,
): Promise<void> {
  const waiting: { readonly mail: ClientMail; readonly notBefore: number }[] = []
  let dialogue: Dialogue | undefined
  while (!isStopped()) {
    const now = Date.now()
    const index = waiting.findIndex(({ notBefore }) => notBefore <= now)
    const again = index === -1 ? undefined : waiting.splice(index, 1)[0]
    // A queue that grows without bounds would be another torture.
    const mail = again?.mail ?? (waiting.length < 20 ? next() : undefined)
    if (mail === undefined) {
      if (waiting.length === 0) break
      await pause(10)
      continue
    }
    const attempt: Attempt = { startedAt: now, dataAt: undefined, endedAt: undefined, outcome: '' }
    mail.attempts.push(attempt)
    try {
      dialogue ??= await greeted(port)
      attempt.outcome = await handOver(dialogue, mail, attempt)
    } catch (fault) {
      attempt.outcome = `lost: ${fault instanceof Error ? fault.message : String(fault)}`
      dialogue?.destroy()
      dialogue = undefined
    }
    attempt.endedAt = Date.now()
    if (attempt.outcome.startsWith('250')) mail.acknowledgedAt = attempt.endedAt
    else if (attempt.outcome.startsWith('5')) mail.refusedWith = attempt.outcome
    else {
      waiting.push({ mail, notBefore: Date.now() + chance.between(...retryAfter) })
      if (dialogue !== undefined && attempt.outcome.startsWith('421')) {
        dialogue.destroy()
        dialogue = undefined
      }
      if (dialogue === undefined) await pause(chance.between(5, 40))
    }
    if (dialogue !== undefined && chance.happens(0.1)) {
      dialogue.destroy()
      dialogue = undefined
    }
  }
  dialogue?.destroy()
}

async function greeted(port: number): Promise<Dialogue> {
  const dialogue = await openDialogue({ port })
  try {
    await dialogue.expect(/^220 /)
    await dialogue.askFor('EHLO client.example.co.jp', /^250/)
    return dialogue
  } catch (fault) {
    dialogue.destroy()
    throw fault
  }
}

/** The reply that decided: that to the final dot, or the first that was none of 2xx and 354. */
async function handOver(dialogue: Dialogue, mail: ClientMail, attempt: Attempt): Promise<string> {
  const commands = [`MAIL FROM:<${mail.from}>`, ...mail.recipients.map((to) => `RCPT TO:<${to}>`), 'DATA']
  dialogue.send(`${commands.join('\r\n')}\r\n`)
  attempt.dataAt = Date.now()
  const replies: string[] = []
  while (replies.length < commands.length) replies.push(await dialogue.reply())
  const refusal = replies.find((reply) => !/^(2|354)/.test(reply))
  if (refusal !== undefined) {
    if (replies.at(-1)?.startsWith('354') === true) throw new Error(`354 after ${refusal}`)
    await dialogue.ask('RSET')
    return refusal
  }
  dialogue.send(mail.wire)
  dialogue.send('.\r\n')
  return await dialogue.reply()
}
