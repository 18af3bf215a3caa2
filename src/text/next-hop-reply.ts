/**
 * SMTP answers about the hand-over to the next hop. ASCII English, as all reply text: it stands in bounces
 * and logs that may show nothing else. Each first line begins with the decision id.
 */

import type { Reply } from '../mail/reply.ts'

function reply(code: number, enhanced: string, line: string): Reply {
  return { code, enhanced, lines: [line] }
}

function plain(text: string): string {
  return text.slice(0, 200).replace(/[^\x20-\x7e]/g, '?')
}

export const nextHopReplies = {
  tooBig: (id: string, size: number, limit: number): Reply =>
    reply(552, '5.3.4', `${id} The mail has ${size} octets; the next mail server takes ${limit} at most`),

  noSmtputf8: (id: string): Reply =>
    reply(550, '5.6.7', `${id} The mail needs SMTPUTF8, which the next mail server does not offer`),

  noEightBit: (id: string): Reply =>
    reply(
      554,
      '5.6.3',
      `${id} The mail is 8BITMIME, which the next mail server does not offer; send it as quoted-printable or base64`,
    ),

  /** No smart host could be reached, or each broke off before the final dot. */
  unreachable: (id: string, by: string, why: string): Reply =>
    reply(451, '4.4.1', `${id} Nothing was sent: next mail server ${by}: ${why}; try again later`),

  noRoute: (id: string, route: string): Reply =>
    reply(
      451,
      '4.3.5',
      `${id} Nothing was sent: a policy sends it by the route "${plain(route)}", which the gate does not have now`,
    ),

  noDomain: (id: string, domain: string): Reply =>
    reply(550, '5.1.2', `${id} The domain ${plain(domain)} does not exist`),

  /** RFC 7505. */
  nullMx: (id: string, domain: string): Reply =>
    reply(550, '5.1.10', `${id} The domain ${plain(domain)} takes no mail (null MX)`),

  noMailHost: (id: string, domain: string): Reply =>
    reply(550, '5.4.4', `${id} No mail server of ${plain(domain)} has an address`),

  loopsBack: (id: string, domain: string): Reply =>
    reply(550, '5.4.6', `${id} Mail for ${plain(domain)} would come back to this gate; correct MX or routes`),

  /** RFC 8461 section 5.1: it may be an attack on the DNS, so it is not final. */
  notInPolicy: (id: string, domain: string): Reply =>
    reply(
      451,
      '4.7.5',
      `${id} Nothing was sent: the MTA-STS policy of ${plain(domain)} names none of its mail servers; try again later`,
    ),

  dnsUnknown: (id: string, why: string): Reply =>
    reply(
      451,
      '4.4.3',
      `${id} Nothing was sent: the name server does not answer (${plain(why)}); try again later`,
    ),

  busy: (id: string, by: string): Reply =>
    reply(451, '4.4.5', `${id} Nothing was sent: all connections to ${by} are in use; try again later`),

  /** It broke off, or went silent, after the final dot: it may or may not have the mail. */
  unknown: (id: string, by: string, why: string): Reply =>
    reply(
      451,
      '4.4.2',
      `${id} Next mail server ${by}: ${why} after the end of data; try again (may arrive twice)`,
    ),

  /** Some recipients refused, others not: the mail went to nobody. */
  someRefused: (
    id: string,
    code: number,
    enhanced: string,
    named: readonly string[],
    answer: string,
  ): Reply => ({
    code,
    enhanced,
    lines: [`${id} Sent to nobody: next mail server refused ${named.join(', ')}`, `${id} It said: ${answer}`],
  }),

  /** The next hop's own answer, passed on. */
  passedOn: (id: string, code: number, enhanced: string, words: readonly string[]): Reply => ({
    code,
    enhanced,
    lines: words.length > 1 ? words.map((line) => `${id} ${line}`) : [`${id} ${words[0] ?? ''}`.trimEnd()],
  }),

  /** Kept in the spool: from here on it is the gate's to deliver. */
  queued: (id: string): Reply => reply(250, '2.0.0', `${id} Queued for delivery`),

  /** The spool cannot take anything now. */
  notKept: (id: string): Reply =>
    reply(451, '4.3.0', `${id} The gate cannot keep the mail now; try again later`),

  outboxKept: (id: string, name: string): Reply => reply(250, '2.0.0', `${id} Kept in the outbox as ${name}`),
}
