/** Which reports an attempt owes to whom (RFC 3461 sections 4.1 and 5.2), as mails for the spool. Sends nothing. */

import { read } from 'node:fs'
import { promisify } from 'node:util'

import type { Content } from '../mail/content.ts'
import { undoubleDots } from '../mail/dots.ts'
import type { Envelope, Recipient } from '../mail/envelope.ts'
import type { Language } from '../text/language.ts'
import type { ReportAction } from '../text/report.ts'

import type { MailToKeep } from './mail-to-keep.ts'
import type { QueueEvent } from './queue-events.ts'
import type { RecipientResult } from './recipient-outcomes.ts'
import { composeReport } from './report.ts'
import type { Router } from './route.ts'

const readDescriptor = promisify(read)

export interface ReportSettings {
  readonly hostname: string
  readonly language: Language
  /** `''`: there is none. */
  readonly postmaster: string
  /** Milliseconds for which a report is tried. */
  readonly giveUpAfter: number
}

export interface ReportParts {
  readonly settings: ReportSettings
  readonly router: Router
}

/** The mail that an attempt was about. */
export interface AttemptedMail extends Pick<Envelope, 'ret' | 'envid' | 'smtputf8'> {
  readonly id: string
  readonly from: string
  readonly decisionId: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Milliseconds since 1970 from which it has been tried. */
  readonly bornAt: number
  readonly expiresAt: number
}

export interface Attempted {
  readonly recipient: Recipient
  readonly result: RecipientResult
}

export interface OwedReports {
  readonly mails: readonly MailToKeep[]
  readonly events: readonly QueueEvent[]
}

/** Octets up to which a mail is returned in full, where RET asks for it; of a larger one the header is. */
const fullAtMost = 1_048_576

/**
 * @param offersDsn the next hop reports itself
 * @param isLate the sender is to hear of the delay now
 */
export async function owedReports(
  mail: AttemptedMail,
  attempted: readonly Attempted[],
  content: Content,
  { offersDsn, isLate, now }: { readonly offersDsn: boolean; readonly isLate: boolean; readonly now: number },
  parts: ReportParts,
): Promise<OwedReports> {
  const mails: MailToKeep[] = []
  const events: QueueEvent[] = []
  for (const action of ['failed', 'delayed', 'relayed'] as const) {
    const about = attempted.filter((each) => isOwed(action, each, offersDsn, isLate, mail.from === ''))
    if (about.length === 0) continue
    const to = addressee(mail, action, about, parts.settings)
    if (to === undefined) {
      const recipients = about.map(({ recipient: { address }, result }) => ({
        address,
        outcome: result.kind,
        lastReply: result.lastReply,
      }))
      events.push({ kind: 'nobody-to-tell', id: mail.id, recipients })
      continue
    }
    mails.push(await reportOn(mail, action, about, to, content, now, parts))
    events.push({ kind: 'reported', id: mail.id, action, to, recipients: about.length })
  }
  return { mails, events }
}

function isOwed(
  action: ReportAction,
  { recipient: { notify }, result }: Attempted,
  offersDsn: boolean,
  isLate: boolean,
  isWithoutSender: boolean,
): boolean {
  switch (action) {
    case 'failed':
      // Where there is no sender, the question is what becomes of it, not what he wishes.
      return (
        result.kind === 'failed' && (isWithoutSender || notify === undefined || notify.includes('failure'))
      )
    case 'delayed':
      if (isWithoutSender || !isLate || result.kind !== 'deferred') return false
      return notify === undefined || notify.includes('delay')
    case 'relayed':
      return (
        !isWithoutSender && result.kind === 'delivered' && !offersDsn && notify?.includes('success') === true
      )
  }
}

/** `undefined`: nobody. A report never answers a report, save to the postmaster, and his own failures end there. */
function addressee(
  { from }: AttemptedMail,
  action: ReportAction,
  about: readonly Attempted[],
  { postmaster }: ReportSettings,
): string | undefined {
  if (from !== '') return from
  const isHisOwn = about.some(({ recipient }) => recipient.address.toLowerCase() === postmaster.toLowerCase())
  return action !== 'failed' || postmaster === '' || isHisOwn ? undefined : postmaster
}

async function reportOn(
  mail: AttemptedMail,
  action: ReportAction,
  about: readonly Attempted[],
  to: string,
  content: Content,
  now: number,
  { settings, router }: ReportParts,
): Promise<MailToKeep> {
  const { hostname, language, giveUpAfter } = settings
  const report = composeReport({
    hostname,
    language,
    action,
    to,
    isToPostmaster: mail.from === '',
    at: now,
    id: mail.id,
    envid: mail.envid,
    arrivedAt: mail.at,
    retryUntil: mail.expiresAt,
    recipients: about.map(({ recipient, result: { lastReply, isGivenUp = false } }) => ({
      ...recipient,
      lastReply,
      ...(isGivenUp ? { triedFor: now - mail.bornAt } : {}),
    })),
    header: content.header,
    isSmtputf8: mail.smtputf8,
    message: action === 'failed' && mail.ret === 'full' ? await wholeOf(content) : undefined,
  })
  return {
    id: nextReportId(mail.id),
    kind: 'report',
    at: now,
    envelope: {
      from: '',
      ret: undefined,
      envid: undefined,
      smtputf8: report.smtputf8,
      eightBit: report.eightBit,
    },
    recipients: [{ address: to, notify: ['never'], orcpt: undefined, route: router.destinationOf(to).name }],
    trace: Buffer.alloc(0),
    decisionId: mail.decisionId,
    bornAt: now,
    expiresAt: now + giveUpAfter,
    content: report.content,
  }
}

let reports = 0

/** Unique over restarts: the ids of mails are, and the time goes on. */
function nextReportId(id: string): string {
  reports += 1
  return `${id.slice(0, 40)}-${Date.now().toString(36)}${(reports % 1296).toString(36)}`
}

/** `undefined`: it is too large. */
async function wholeOf({ wire, size, dotted }: Content): Promise<Buffer | undefined> {
  if (size > fullAtMost) return undefined
  let whole: Buffer
  if (wire.kind === 'memory') {
    whole = Buffer.concat([...wire.chunks])
  } else {
    whole = Buffer.alloc(size)
    for (let position = 0; position < size;) {
      const { bytesRead } = await readDescriptor(wire.descriptor, whole, position, size - position, position)
      if (bytesRead === 0) throw new Error('content is shorter than it says')
      position += bytesRead
    }
  }
  return dotted ? undoubleDots(whole) : whole
}
