/**
 * What policies saw of a mail, small enough for the record: addresses, header fields that conditions read, what the
 * inspection found. A replay judges by it. No body, and no bytes of the mail.
 */

import type { AddressList } from '../mail/mail.ts'
import type { Facts } from '../policy/facts.ts'
import type { SeenFacts } from '../store/seen-facts.ts'

const addressesKept = 1_000
const fieldsKept = 50
const longestField = 4_000

/** @param fields names of the header fields that the flow reads, lower case */
export function seenFacts({ mail, content, tls, writtenTo }: Facts, fields: ReadonlySet<string>): SeenFacts {
  const read = fields.size === 0 ? [] : mail.fields.filter(({ name }) => fields.has(name))
  return {
    from: listed(mail.from),
    sender: listed(mail.sender),
    to: listed(mail.to),
    cc: listed(mail.cc),
    bcc: listed(mail.bcc),
    mediaType: mail.mediaType,
    fieldsRead: [...fields],
    fields: read
      .slice(0, fieldsKept)
      .map(({ name, body }) => [name, body.toString('latin1', 0, longestField)] as const),
    content,
    tls,
    writtenTo,
  }
}

/** What cannot be read stands there as `?` and its text, which no address begins with. */
function listed(list: AddressList): readonly string[] {
  const kept = list.length > addressesKept ? list.slice(0, addressesKept) : list
  return kept.map((each) => (each.kind === 'mailbox' ? each.address : `?${each.text}`))
}
