/** What kind of message a mail is, by its fields and its parts. */

import type { MessageKind } from './content-facts.ts'
import type { Course } from './course.ts'
import type { EntityHeader } from './entity-header.ts'
import { plainValues, readFieldValue } from './parameters.ts'

const smimeTypes: ReadonlySet<string> = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime'])
const signatureTypes: ReadonlySet<string> = new Set([
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
])

/** A signature of S/MIME beside what it signs. */
export function isSignatureType(mediaType: string): boolean {
  return signatureTypes.has(mediaType)
}

/** A CMS object as a part of its own, which may be the whole mail, sealed. */
export function isCmsType(mediaType: string): boolean {
  return smimeTypes.has(mediaType)
}

function* typeKinds(header: EntityHeader): Generator<MessageKind> {
  for (const type of header.types) {
    const protocols = plainValues(type, 'protocol').map((protocol) => protocol.toLowerCase())
    const reports = plainValues(type, 'report-type').map((report) => report.toLowerCase())
    switch (type.mediaType) {
      case 'text/calendar':
      case 'application/ics':
        yield 'calendar'
        break
      case 'multipart/report':
        if (reports.includes('delivery-status')) yield 'delivery-report'
        if (reports.includes('disposition-notification')) yield 'disposition-report'
        break
      case 'message/delivery-status':
      case 'message/global-delivery-status':
        yield 'delivery-report'
        break
      case 'message/disposition-notification':
      case 'message/global-disposition-notification':
        yield 'disposition-report'
        break
      case 'multipart/signed':
        if (protocols.includes('application/pgp-signature')) yield 'pgp-signed'
        if (protocols.some((protocol) => signatureTypes.has(protocol))) yield 'smime-signed'
        break
      case 'application/pgp-signature':
        yield 'pgp-signed'
        break
      case 'multipart/encrypted':
        yield protocols.some((protocol) => protocol.includes('pkcs7')) ? 'smime-encrypted' : 'pgp-encrypted'
        break
      case 'application/pgp-encrypted':
        yield 'pgp-encrypted'
        break
      case 'application/ms-tnef':
      case 'application/vnd.ms-tnef':
        yield 'tnef'
        break
      default:
        if (signatureTypes.has(type.mediaType)) yield 'smime-signed'
        if (isCmsType(type.mediaType)) {
          const smime = plainValues(type, 'smime-type').map((value) => value.toLowerCase())
          if (smime.includes('signed-data')) yield 'smime-signed'
          else if (smime.includes('enveloped-data') || smime.includes('authenveloped-data'))
            yield 'smime-encrypted'
        }
    }
  }
}

/** RFC 3834 section 5, and the fields that older responders put on. */
function isAutomaticReply(header: EntityHeader): boolean {
  return header.fields.some(({ name, body }) => {
    const value = readFieldValue(body).head
    if (name === 'auto-submitted') return value === 'auto-replied'
    if (name === 'x-autoreply' || name === 'x-autorespond') return value !== '' && value !== 'no'
    return name === 'x-auto-response-suppress' && value.includes('autoreply') && hasReplySubject(header)
  })
}

function hasReplySubject(header: EntityHeader): boolean {
  return header.fields.some(({ name, body }) => name === 'subject' && /^\s*auto(?:matic reply|:)/i.test(body))
}

/** `isMail`: the header is that of the mail itself, not of a part. */
export function noteEntityKinds(course: Course, header: EntityHeader, isMail: boolean): void {
  for (const kind of typeKinds(header)) course.kind(kind)
  if (isMail && isAutomaticReply(header)) course.kind('automatic-reply')
}
