/**
 * The flow: the rules in order, the first that names an action decides. A policy that joins later is one
 * more file and one more place in this list.
 */

import { isInternalAddress } from '../people/directory.ts'
import type { Snapshot } from '../people/snapshot.ts'

import type { Action, Decision, RuleAnswer } from './decision.ts'
import type { Facts } from './facts.ts'
import { loop } from './loop.ts'
import { envelopeAddresses } from './recipients.ts'
import { report } from './report.ts'
import type { Rule } from './rule.ts'
import type { FlowSettings } from './settings.ts'
import { structure } from './structure.ts'
import { supervisorInCc } from './supervisor-in-cc.ts'
import { tenant } from './tenant.ts'

const flow: readonly Rule[] = [structure, loop, tenant, report, supervisorInCc]

/** One decision over all recipients. Pure; `revision` names the settings (see `revisionOf`). */
export function decide(facts: Facts, snapshot: Snapshot, settings: FlowSettings, revision: string): Decision {
  const rules: RuleAnswer[] = []
  const action = follow(facts, snapshot, settings, rules)
  const canonical = envelopeAddresses(facts)
  return {
    id: facts.id,
    at: facts.at,
    revision,
    snapshot: snapshot.name,
    day: facts.day,
    recipients: facts.envelope.recipients.map(({ address }, index) => ({
      address,
      outside: !isInternalAddress(snapshot.directory, canonical[index] ?? ''),
    })),
    rules,
    action,
  }
}

function follow(facts: Facts, snapshot: Snapshot, settings: FlowSettings, rules: RuleAnswer[]): Action {
  for (const rule of flow) {
    const { answer, action } = rule(facts, snapshot, settings)
    rules.push(answer)
    if (action !== undefined) return action
  }
  throw new Error('no rule of the flow decided')
}
