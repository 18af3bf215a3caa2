/**
 * One address and its canonical form, the key by which roster, envelope and header are compared. Two
 * spellings share a key only if RFC 5321 section 4.1.2 says they are the same mailbox, and ASCII letters are
 * folded. Nothing else is folded: no Unicode normalisation, no IDNA mapping, no sub-address.
 */

const atoms = /^[a-z0-9!#$%&'*+\-/=?^_`{|}~.\u0080-\u{10ffff}]+$/u
const labels =
  /^[a-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\u{10ffff}]+(\.[a-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\u{10ffff}]+)*$/u
const literal = /^\[[!-Z^-~]+\]$/u
const plain = /^[a-z0-9!#$%&'*+\-/=?^_`{|}~.]+@[a-z0-9_-]+(\.[a-z0-9_-]+)*$/
const notAscii = /[^\u0000-\u007f]/
const asciiCapitals = /[A-Z]+/g
const needsPair = /["\\]/g
// Characters that one program shows, another drops and a third takes for a space.
const unsure = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]|[^\S ]|\p{Cs}/u

/**
 * `A` to `Z` in lower case. Not `toLowerCase`, which makes a `k` of a Kelvin sign, and so one address of
 * another.
 */
export function lowerAscii(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase()
  return text.replace(asciiCapitals, (letters) => letters.toLowerCase())
}

/**
 * An encoded word: RFC 2047 section 5 forbids it in an address, yet some programs decode it there and see
 * another mailbox.
 */
function holdsEncodedWord(text: string): boolean {
  const start = text.indexOf('=?')
  return start !== -1 && text.includes('?=', start + 2)
}

/**
 * The key of the mailbox with this local part (its quotes and quoted pairs already undone) at this domain;
 * `undefined` if either cannot be an address. Dots at the ends of the local part or beside each other stay as
 * they are, since mail for such addresses exists.
 */
export function canonicalParts(local: string, domain: string): string | undefined {
  const usual = `${local}@${domain}`.toLowerCase()
  if (plain.test(usual) && !notAscii.test(local) && !notAscii.test(domain) && !usual.includes('=?'))
    return usual
  const host = lowerAscii(domain)
  if (holdsEncodedWord(local) || holdsEncodedWord(host)) return undefined
  if (unsure.test(host) || !(labels.test(host) || literal.test(host))) return undefined
  const user = lowerAscii(local)
  if (unsure.test(user)) return undefined
  return atoms.test(user) ? `${user}@${host}` : `"${user.replace(needsPair, '\\$&')}"@${host}`
}

/**
 * Reads a quoted string that starts at 0: its content, and where the text goes on; `undefined` if it does not
 * close.
 */
function quotedStart(text: string): { readonly content: string; readonly next: number } | undefined {
  let content = ''
  for (let at = 1; at < text.length; at++) {
    const character = text[at]
    if (character === '"') return { content, next: at + 1 }
    if (character === '\\') at++
    content += text[at] ?? ''
  }
  return undefined
}

/**
 * The canonical key of one address, `local@domain` as MAIL, RCPT and rosters give it: without angle brackets,
 * source route, comments or white space. Quotes that the local part does not need are taken off, ASCII
 * letters are lower case. `undefined` if it cannot be read for sure; such an address is nobody's and is
 * outside.
 */
export function canonicalAddress(text: string): string | undefined {
  if (plain.test(text) && !text.includes('=?')) return text
  if (text.startsWith('"')) {
    const quoted = quotedStart(text)
    if (quoted === undefined || text[quoted.next] !== '@') return undefined
    return canonicalParts(quoted.content, text.slice(quoted.next + 1))
  }
  const at = text.indexOf('@')
  if (at < 1) return undefined
  const local = lowerAscii(text.slice(0, at))
  return atoms.test(local) ? canonicalParts(local, text.slice(at + 1)) : undefined
}

/** Where a canonical address is cut: its last `@`, for a domain holds none. */
function separator(address: string): number {
  return address.lastIndexOf('@')
}

/** The domain of a canonical address. */
export function domainOf(address: string): string {
  return address.slice(separator(address) + 1)
}

/**
 * A canonical address without its sub-address (`sato+orders@` is `sato@`), which starts at the first `+`;
 * itself where it has none.
 */
export function withoutSubaddress(address: string): string {
  const at = separator(address)
  const local = address.startsWith('"') ? (quotedStart(address)?.content ?? '') : address.slice(0, at)
  const plus = local.indexOf('+')
  if (plus < 1) return address
  return canonicalParts(local.slice(0, plus), address.slice(at + 1)) ?? address
}
