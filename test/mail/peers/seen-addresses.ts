/** What independent parsers see in To and Cc of a header: nodemailer's addressparser and postal-mime. */

import addressparser from 'nodemailer/lib/addressparser/index.js'
import PostalMime, { type Address } from 'postal-mime'
import { canonicalAddress } from '../../../src/mail/address.ts'

/** Addresses as the parser gives them. */
export interface SeenAddresses {
  readonly to: readonly string[]
  readonly cc: readonly string[]
}

/** Body of the field of that name, cut by the plainest reading of RFC 5322; all of them if there are more. */
function bodies(header: Buffer, name: string): string[] {
  const text = header.toString('utf8').split('\r\n\r\n', 1)[0] ?? ''
  return text
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .filter((line) => line.slice(0, name.length + 1).toLowerCase() === `${name}:`)
    .map((line) => line.slice(name.length + 1))
}

export function seeByNodemailer(header: Buffer): SeenAddresses {
  const see = (name: string): string[] =>
    bodies(header, name).flatMap((body) =>
      addressparser(body, { flatten: true }).map((found) => found.address),
    )
  return { to: see('to'), cc: see('cc') }
}

function flat(found: readonly Address[] | undefined): string[] {
  return (found ?? []).flatMap((one) =>
    one.group === undefined ? [one.address] : one.group.map((member) => member.address),
  )
}

export async function seeByPostalMime(header: Buffer): Promise<SeenAddresses> {
  const mail = await PostalMime.parse(header)
  return { to: flat(mail.to), cc: flat(mail.cc) }
}

/** Whether a parser sees the mailbox of this canonical address in To or Cc. */
export function sees(seen: SeenAddresses, address: string): boolean {
  return [...seen.to, ...seen.cc].some((one) => canonicalAddress(one) === address)
}
