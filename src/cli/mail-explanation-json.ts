/** What the gate would decide about a raw mail, as a script reads it. `docs/cli.md` describes this form. */

import type { Reply } from '../mail/reply.ts'
import type { RuleAnswer } from '../policy/decision.ts'
import { reasonOf } from '../store/decision-record.ts'
import { explainedId, type MailExplanation, type MailToExplain } from './mail-explanation.ts'
import { traceJson } from './policy-trace.ts'
import { candidateJson } from '../people/verdict-json.ts'

/** The answer where the mail goes on: the gate gives the next hop's own instead. */
const accepted: Reply = { code: 250, enhanced: '2.0.0', lines: ['as the next hop answers'] }

const verdicts = { deliver: 'allow', refuse: 'reject', discard: 'discard', tempfail: 'tempfail' } as const

function answerJson({ code, enhanced, lines }: Reply): object {
  return { code, enhanced, text: lines.join('\n') }
}

function ruleJson(rule: RuleAnswer): object {
  if (rule.rule !== 'supervisor-in-cc') return rule
  return { rule: rule.rule, answer: rule.answer }
}

export function mailExplanationJson(explained: MailExplanation, mail: MailToExplain): object {
  if (explained.kind === 'over-bound') {
    return {
      verdict: 'reject',
      reason: explained.reason,
      answer: answerJson(explained.reply),
      identities: [],
      recipients: mail.recipients.map((address) => ({ address, action: 'refuse' })),
      rules: [],
      policies: [],
      id: explainedId,
      day: mail.day,
    }
  }
  const { decision, document, reply, identities } = explained
  const present = identities.find(({ identity }) => identity.verdict.approver !== undefined)
  const { kind } = decision.action
  const isAllowed = kind === 'deliver'
  return {
    verdict: verdicts[kind],
    reason: reasonOf(decision),
    answer: answerJson(reply ?? accepted),
    identities: identities.map(({ identity: { source, address, verdict, candidates } }) => ({
      source,
      address,
      verdict: verdict.verdict,
      reason: verdict.reason,
      approver: verdict.approver,
      pattern: verdict.pattern,
      tier: verdict.tier,
      namedBy: verdict.namedBy,
      exemptBy: verdict.exemptBy,
      candidates: verdict.verdict === 'reject' ? candidates.map(candidateJson) : undefined,
    })),
    approver: isAllowed ? present?.identity.verdict.approver : undefined,
    recipients: decision.recipients.map(({ address, outside }) => ({
      address,
      outside,
      action: decision.action.kind,
    })),
    rules: decision.rules.map(ruleJson),
    policies: traceJson(decision, document),
    breakGlass: decision.breakGlass.length === 0 ? undefined : decision.breakGlass,
    delivery: decision.action.kind === 'deliver' ? decision.action.delivery : undefined,
    id: decision.id,
    day: decision.day,
    snapshot: decision.snapshot,
    revision: decision.revision,
  }
}
