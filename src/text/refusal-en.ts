/**
 * The English words of a refusal, in ASCII, since they stand in bounces that show nothing else. The first line says all
 * that matters, for many bounces show one line only.
 */

import type { Ambiguity } from '../mail/mail.ts'
import type { RejectReason } from '../people/verdict.ts'
import type { PolicyReason } from '../policy/decision.ts'
import { fieldName } from './field-name.ts'
import { within } from './octets.ts'
import type { RefusalTexts } from './refusal.ts'

/** What is wrong, in one clause. */
const why: Record<RejectReason, string> = {
  'sender-unknown': 'this sender is not in the staff list',
  'no-pattern': 'no approval rule covers this sender',
  'no-approver-exists': 'nobody is on record who may approve mail of this sender',
  'no-internal-recipient': 'nobody of the company is in To or Cc, so no supervisor is',
  'only-self': 'the only company address in To or Cc is the sender himself',
  'unrelated-unit': 'nobody in To or Cc is a supervisor or of the same unit',
  'no-authority': 'those of the same unit in To or Cc may not approve this mail',
}

/** What to do where no address can be named. */
const remedy: Record<RejectReason, string> = {
  'sender-unknown': 'Send from your own company address, or ask your mail administrator',
  'no-pattern': 'Ask your mail administrator',
  'no-approver-exists': 'Ask your mail administrator',
  'no-internal-recipient': 'Add your supervisor to Cc and send again',
  'only-self': 'Add your supervisor to Cc and send again',
  'unrelated-unit': 'Add your supervisor to Cc and send again',
  'no-authority': 'Add your supervisor to Cc and send again',
}

function ambiguityText(ambiguity: Ambiguity): string {
  switch (ambiguity.kind) {
    case 'field-twice':
      return `two ${fieldName(ambiguity.field)} fields`
    case 'nul':
      return 'a NUL octet'
    case 'bare-cr':
      return 'a CR without LF'
    case 'bare-lf':
      return 'an LF without CR'
    case 'line-without-colon':
      return `header line ${ambiguity.line} has no colon`
    case 'folded-name':
      return `header line ${ambiguity.line} is folded within its name`
    case 'two-angle-addresses':
      return `two addresses in one entry of ${fieldName(ambiguity.field)}`
    case 'no-author':
      return 'no author in From'
    case 'unreadable-author':
      return 'From cannot be read'
    case 'continuation-first':
      return 'the header begins with white space'
    case 'field-name':
      return `header line ${ambiguity.line} has no proper field name`
    case 'space-before-colon':
      return `white space before the colon of ${fieldName(ambiguity.field)}`
    case 'white-space-line':
      return `header line ${ambiguity.line} holds white space only`
    case 'over-limit':
      return `more than ${ambiguity.limit} ${ambiguity.of}`
  }
}

function joined(addresses: readonly string[]): string {
  const last = addresses.at(-1) ?? ''
  return addresses.length < 2 ? last : `${addresses.slice(0, -1).join(', ')} or ${last}`
}

const reasonsShown = 3
const evidenceShown = 2
const dots = '...'

const curly = /[\u201c\u201d]/g
const foreign = /[^\x20-\x7e]+/g

/** Words of other languages have no place in an SMTP reply: dots stand for them. */
function inAscii(text: string): string {
  return text.replace(curly, '"').replace(foreign, '...')
}

/** What a policy rests on, with what was found: "a recipient is outside the company (a@rival.example)". */
function reasonText({ description, evidence, why: doubts }: PolicyReason): string {
  const found = [
    ...evidence.flatMap((each) => ('text' in each ? [each.text] : [])),
    ...doubts.map(({ kind, detail }) => (detail === '' ? kind : `${kind}: ${detail}`)),
  ]
  const shown = [...new Set(found)].filter((text) => text.search(foreign) === -1).slice(0, evidenceShown)
  const said = inAscii(description.en)
  return shown.length === 0 ? said : `${said} (${shown.join(', ')})`
}

function reasonsText(reasons: readonly PolicyReason[]): string {
  return reasons.slice(0, reasonsShown).map(reasonText).join('; ')
}

export const englishRefusals: RefusalTexts = {
  /** Copies inside come before the addresses: an Exchange has delivered them before it asks this gate. */
  noSupervisor: (id, sender, reason, wouldDo) =>
    `${id} Not sent outside (inside copies may have arrived): mail of ${sender} [${reason}], ${why[reason]}. ` +
    (wouldDo.length === 0 ? remedy[reason] : `Add to Cc and send again: ${joined(wouldDo)}`),

  doesNotCount: (id, addresses) =>
    `${id} A list or shared mailbox does not count, whoever reads it: ${addresses.join(', ')}`,

  cannotBeRead: (id, texts) =>
    `${id} To or Cc holds what cannot be read as an address, so it counts for nobody: ${texts.join(' | ')} ` +
    '(write name@domain, and a comma between two)',

  ambiguous: (id, ambiguities) =>
    `${id} Not sent: mail programs may read this mail in different ways ` +
    `(${ambiguities.slice(0, 3).map(ambiguityText).join('; ')}). Write it anew or repair the program that made it`,

  loop: (id) =>
    `${id} Not sent: this mail goes round in a loop; the mail administrator must correct the routing`,

  foreignTenant: (id) =>
    `${id} Not accepted: this gate takes mail of its own organization only; check tenant and sender domain`,

  byPolicy: (id, { policy, text, isUnsure, reasons }, longest) => {
    const start = `${id} Not sent [policy ${policy}]`
    if (text?.en !== undefined) return within(longest, `${start}: `, text.en, '', dots)
    if (isUnsure) {
      const middle = reasons.length === 0 ? '' : `, it cannot be told whether ${reasonsText(reasons)}`
      return within(
        longest,
        start,
        middle,
        '. Send it in a form that can be read, or ask your mail administrator',
        dots,
      )
    }
    if (reasons.length === 0) return `${start}. Ask your mail administrator what this policy wants`
    const middle = `: ${reasonsText(reasons)}`
    return within(
      longest,
      start,
      middle,
      '. Change this and send again, or ask your mail administrator',
      dots,
    )
  },

  cannotTell: (id, policy, reasons, longest) => {
    const middle = reasons.length === 0 ? '' : `, it cannot be told whether ${reasonsText(reasons)}`
    return within(longest, `${id} Not sent yet [policy ${policy}]`, middle, '; it will be tried again', dots)
  },

  notTold: (id) =>
    `${id} Not sent yet: the person who must be told of it cannot be told now; try again later`,
}
