/** The policies that are in force where none have been saved: real reports pass, and outside mail needs a supervisor. */

import type { Snapshot } from '../people/snapshot.ts'
import { compileFlow, type Flow } from './compile-flow.ts'
import type { PolicyDocument } from './document.ts'
import { readPolicies } from './read-policies.ts'
import { revisionOf, type FlowSettings } from './settings.ts'

/** Their text, as `sekisho policy show default` prints it and as a start for one's own. */
export function defaultPoliciesText({ reports }: Pick<FlowSettings, 'reports'>): string {
  return `# The policies that are in force as long as no others are active.
# Structure that programs read differently, loops and foreign tenants are refused before all policies.
version: 1

policies:
  # A null sender and multipart/report: what mail servers and mail programs write by themselves.
  - id: reports
    name: Delivery and disposition reports
    mode: ${reports === 'pass' ? 'on' : 'off'}
    when: { report: real }
    action: pass

  # Off as shipped: what says that it is automatic may have been written by anybody. Turn them on if your people need
  # them outside.
  - id: automatic-replies
    name: Out-of-office replies
    mode: off
    when:
      any:
        - { report: automatic }
        - all: [{ header: { field: In-Reply-To, present: true } }, { messageKind: automatic-reply }]
    action: pass
  - id: calendar-replies
    name: Replies to invitations
    mode: off
    when: [{ header: { field: In-Reply-To, present: true } }, { messageKind: calendar }]
    action: pass

  # 上司Cc: mail to the outside goes only with a supervisor of the sender in To or Cc.
  - id: supervisor-in-cc
    name: Supervisor in To or Cc
    when: { approver: missing }
    action: refuse
`
}

export function defaultPolicies(settings: Pick<FlowSettings, 'reports'>): PolicyDocument {
  const reading = readPolicies(defaultPoliciesText(settings))
  if (reading.kind === 'faulty') throw new Error('the default policies have faults')
  return reading.document
}

/** Its revision names the settings. */
export function defaultFlow(snapshot: Snapshot, settings: FlowSettings): Flow {
  const document = defaultPolicies(settings)
  const { lists, tables } = document
  const world = { snapshot, settings, lists, tables, groups: new Map<string, ReadonlySet<string>>() }
  return compileFlow(document, world, revisionOf(settings))
}
