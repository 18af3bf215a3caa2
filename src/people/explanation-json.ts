/** An explanation as a script reads it: the verdict's own keys, and the reasoning beside them. */

import type { AddressOwner } from './look-up.ts'
import type { Person, Post } from './person.ts'
import type { Snapshot } from './snapshot.ts'
import type { SenderIdentity } from './verdict.ts'
import type { Explanation } from './explanation.ts'
import { unitOf, verdictJson } from './verdict-json.ts'

/** People listed for one entry; `total` counts all. */
const peopleListed = 100
const candidatesListed = 10

function personJson(person: Person, post: Post): object {
  return {
    employee: person.employee,
    name: person.name,
    address: person.addresses[0],
    unit: unitOf(post),
    role: post.role,
  }
}

function holderJson(holder: SenderIdentity | AddressOwner): object {
  return holder.kind === 'person'
    ? { kind: holder.kind, ...personJson(holder.person, holder.person.main) }
    : holder
}

export function explanationJson(explanation: Explanation, snapshot: Snapshot): object {
  const { question, verdict, candidates, entries, addresses, met, row, standIns } = explanation
  return {
    ...verdictJson(verdict, candidates.slice(0, candidatesListed)),
    day: question.day,
    snapshot: snapshot.name,
    sender: holderJson(verdict.sender),
    row: row?.number,
    matchingExceptions: met.map(({ exception, inForce }) => ({ id: exception.id, inForce })),
    entries: entries.map(({ place, source, named }) => ({
      place,
      form: source.kind,
      total: named.length,
      people: named.slice(0, peopleListed).map(({ person, post }) => personJson(person, post)),
    })),
    standIns,
    addresses: addresses.map(({ field, address, owner, counts }) => ({
      field,
      address,
      counts,
      owner: holderJson(owner),
    })),
  }
}
