/** Every condition, once. A new one is a file beside this and one line here. */

import type { AnyCondition } from '../condition.ts'
import { approver } from './approver.ts'
import { attachments } from './attachments.ts'
import { couldNotInspect } from './could-not-inspect.ts'
import { header } from './header.ts'
import { listener } from './listener.ts'
import { messageKind } from './message-kind.ts'
import { missingAttachment } from './missing-attachment.ts'
import { outsideDomains } from './outside-domains.ts'
import { personalData } from './personal-data.ts'
import { recipients } from './recipients.ts'
import { report } from './report.ts'
import { sender } from './sender.ts'
import { size } from './size.ts'
import { subject } from './subject.ts'
import { text } from './text.ts'

export const conditions: readonly AnyCondition[] = [
  approver,
  report,
  recipients,
  outsideDomains,
  sender,
  subject,
  header,
  text,
  attachments,
  missingAttachment,
  personalData,
  messageKind,
  couldNotInspect,
  size,
  listener,
]
