/**
 * Refuses another tenant's mail at a listener for Exchange Online, whose addresses all its tenants share:
 * the mail must name the configured tenant, once, and come from a local domain.
 */

import { canonicalAddress, domainOf } from '../mail/address.ts'
import type { Mail } from '../mail/mail.ts'
import type { Snapshot } from '../people/snapshot.ts'

import type { Facts, Tenant } from './facts.ts'
import type { Rule } from './rule.ts'

const notAsked = { answer: { rule: 'tenant', answer: 'not-asked' }, action: undefined } as const
const own = { answer: { rule: 'tenant', answer: 'own' }, action: undefined } as const
const foreign = {
  answer: { rule: 'tenant', answer: 'foreign' },
  action: { kind: 'refuse', refusal: { kind: 'foreign-tenant' } },
} as const

export const tenant: Rule = (facts, snapshot) => {
  if (facts.tenant === undefined) return notAsked
  return namesTenant(facts.mail, facts.tenant) && hasLocalSender(facts, snapshot) ? own : foreign
}

/** Every field that is configured must match; a setting that names nothing lets nothing through. */
function namesTenant(mail: Mail, { tenantId, organization }: Tenant): boolean {
  if (tenantId === undefined && organization === undefined) return false
  return (
    showsOnce(mail, 'x-ms-exchange-crosstenant-id', tenantId) &&
    showsOnce(mail, 'x-originatororg', organization)
  )
}

/** True too where `wanted` is not configured, unless the field stands there twice: then nobody knows whose it is. */
function showsOnce(mail: Mail, name: string, wanted: string | undefined): boolean {
  const fields = mail.fields.filter((field) => field.name === name)
  if (wanted === undefined) return fields.length <= 1
  const [only] = fields
  if (only === undefined || fields.length > 1) return false
  return only.body.toString('latin1').trim().toLowerCase() === wanted.toLowerCase()
}

/** The envelope sender decides; a null sender has no domain, so all authors must be local. */
function hasLocalSender({ envelope, mail }: Facts, snapshot: Snapshot): boolean {
  const { localDomains } = snapshot.directory
  if (envelope.from !== '') {
    const address = canonicalAddress(envelope.from)
    return address !== undefined && localDomains.has(domainOf(address))
  }
  return (
    mail.from.length > 0 &&
    mail.from.every((author) => author.kind === 'mailbox' && localDomains.has(domainOf(author.address)))
  )
}
