/** A mail for the spool whose whole content is at hand, so that the queue may deliver it without reading it again. */

import type { Content } from '../mail/content.ts'
import type { NewMail, SpooledMail } from '../store/spool.ts'

export interface MailToKeep extends NewMail {
  readonly content: Content
}

/** As the spool would give it back. */
export function asSpooled(mail: NewMail): SpooledMail {
  const { id, kind, at, envelope, trace, decisionId, bornAt, expiresAt, dueAt = at } = mail
  return {
    id,
    kind,
    at,
    envelope,
    trace,
    decisionId,
    bornAt,
    expiresAt,
    state: 'deferred',
    recipients: mail.recipients.map((recipient) => ({
      ...recipient,
      state: 'waiting',
      attempts: 0,
      dueAt,
      lastReply: undefined,
    })),
    size: mail.content.size,
    isWarned: false,
    note: '',
  }
}
