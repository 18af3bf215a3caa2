/** What the targets of links say: who follows one sends it on, and who looks at it may read it. */

import { decodeText } from './charset.ts'
import { percentDecoded } from './parameters.ts'

const codes = /%[0-9a-f]{2}/i
/** The number of a part of the mail (RFC 2392), which is no address of anybody. */
const partOfMail = /^\s*cid:/i

/** Each target as it stands, and with its percent codes as the octets that they are (RFC 3986 section 2.1). */
export function* linkTexts(targets: Iterable<string>): Generator<string> {
  for (const target of targets) {
    yield partOfMail.test(target) ? target.replaceAll('@', ' ') : target
    if (!codes.test(target)) continue
    const bytes = percentDecoded(Buffer.from(target).toString('latin1'))
    yield* decodeText(Buffer.from(bytes, 'latin1'), undefined).readings
  }
}
