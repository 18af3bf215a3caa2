/** The part of a decision's record that a replay judges by: what policies saw of the mail. Owns its shape. */

import type { ContentFacts } from '../inspect/content-facts.ts'
import type { TlsOffer } from '../mail/tls-offer.ts'

export interface SeenFacts {
  /** Canonical addresses; `?` and a text for what could not be read as one. */
  readonly from: readonly string[]
  readonly sender: readonly string[]
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly mediaType: string
  /** Names of the header fields that conditions read, whether the mail has them or not. */
  readonly fieldsRead: readonly string[]
  /** Name and body, an octet a letter, of the fields that conditions read. */
  readonly fields: readonly (readonly [string, string])[]
  /** `undefined`: not gathered, here and below. */
  readonly content: ContentFacts | undefined
  readonly tls: ReadonlyMap<string, TlsOffer> | undefined
  readonly writtenTo: ReadonlySet<string> | undefined
}

/** For `JSON.stringify`; what is empty is left out. */
export function seenFactsJson(seen: SeenFacts): object {
  const { from, sender, to, cc, bcc, mediaType, fieldsRead, fields, content, tls, writtenTo } = seen
  return {
    from,
    sender: unlessEmpty(sender),
    to: unlessEmpty(to),
    cc: unlessEmpty(cc),
    bcc: unlessEmpty(bcc),
    mediaType: mediaType === 'text/plain' ? undefined : mediaType,
    fieldsRead: unlessEmpty(fieldsRead),
    fields: unlessEmpty(fields),
    content: content === undefined ? undefined : { ...content, answers: [...content.answers] },
    tls: tls === undefined ? undefined : [...tls],
    writtenTo: writtenTo === undefined ? undefined : [...writtenTo],
  }
}

function unlessEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items
}
