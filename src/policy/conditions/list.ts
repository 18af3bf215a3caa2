/** Every condition, once. A new one is a file beside this and one line here. */

import type { AnyCondition } from '../condition.ts'
import { ambiguous } from './ambiguous.ts'
import { approver } from './approver.ts'
import { attachments } from './attachments.ts'
import { client } from './client.ts'
import { couldNotInspect } from './could-not-inspect.ts'
import { differentAttribute } from './different-attribute.ts'
import { groups } from './groups.ts'
import { header } from './header.ts'
import { listener } from './listener.ts'
import { lookAlike } from './look-alike.ts'
import { messageKind } from './message-kind.ts'
import { missingAttachment } from './missing-attachment.ts'
import { newRecipient } from './new-recipient.ts'
import { notInTable } from './not-in-table.ts'
import { outsideDomains } from './outside-domains.ts'
import { personalData } from './personal-data.ts'
import { recipientTls } from './recipient-tls.ts'
import { recipients } from './recipients.ts'
import { report } from './report.ts'
import { sameAttribute } from './same-attribute.ts'
import { sender } from './sender.ts'
import { size } from './size.ts'
import { subject } from './subject.ts'
import { tableValues } from './table-values.ts'
import { text } from './text.ts'
import { time } from './time.ts'

export const conditions: readonly AnyCondition[] = [
  approver,
  report,
  recipients,
  outsideDomains,
  newRecipient,
  lookAlike,
  tableValues,
  notInTable,
  recipientTls,
  sender,
  sameAttribute,
  differentAttribute,
  groups,
  subject,
  header,
  text,
  attachments,
  missingAttachment,
  personalData,
  messageKind,
  couldNotInspect,
  ambiguous,
  size,
  time,
  listener,
  client,
]
