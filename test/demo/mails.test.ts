/** Each mail of `examples/mails/` is decided as its name says, by the flow and settings of `npm start`. */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { contentOf } from '../../src/mail/content-of.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import { defaultFlow } from '../../src/policy/default-flow.ts'
import type { Decision } from '../../src/policy/decision.ts'
import { judgeFlow } from '../../src/policy/judge-flow.ts'
import { readConfig } from '../../src/config/read.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { mails } from './mails.ts'
import type { ExampleMail } from './mails.ts'
import { today } from './situation.ts'

const folder = fileURLToPath(new URL('../../examples/mails', import.meta.url))
const demo = fileURLToPath(new URL('../../examples/demo', import.meta.url))
const reading = readConfig(fileURLToPath(new URL('../../examples/sekisho.yaml', import.meta.url)))
if (reading.kind !== 'config') throw new Error(JSON.stringify(reading.problems))
const { limits, supervisorInCc } = reading.config
const organization = await loadOrganization(demo, today)
if (organization.kind !== 'loaded') throw new Error(JSON.stringify(organization.problems))
const { snapshot } = organization

function decisionOn({ file, mailFrom, rcpt }: ExampleMail): Decision {
  const content = contentOf(readFileSync(`${folder}/${file}`))
  const facts = {
    id: 'demo',
    at: Date.UTC(2026, 10, 24),
    day: today,
    client: {
      address: '127.0.0.1',
      port: 1024,
      helo: 'client.example.co.jp',
      extended: true,
      tls: undefined,
      login: undefined,
      listener: 'demo',
    },
    envelope: {
      from: mailFrom,
      recipients: rcpt.map((address) => ({ address })),
      smtputf8: false,
      eightBit: true,
    },
    mail: readMail(content.header, limits),
    lineFaults: content.lineFaults,
    tenant: undefined,
    isMarked: false,
    size: content.size,
    content: undefined,
    tls: undefined,
    writtenTo: undefined,
  }
  const flow = defaultFlow(snapshot, { ...supervisorInCc, receivedFields: limits.receivedFields })
  const judged = judgeFlow(flow, facts)
  assert.equal(judged.kind, 'decided')
  return judged.decision
}

/** What was decided, in the words of the table. */
function outcomeOf({ action, rules }: Decision): ExampleMail['expect'] {
  if (action.kind === 'refuse' && action.refusal.kind === 'ambiguous') {
    return { kind: 'ambiguous', of: action.refusal.ambiguities[0]?.kind ?? '' }
  }
  const judged = rules.find((answer) => answer.rule === 'supervisor-in-cc')
  if (judged === undefined) return { kind: 'report' }
  const deciding =
    action.kind === 'refuse' && action.refusal.kind === 'no-supervisor'
      ? action.refusal.identity
      : judged.identities[0]
  assert.ok(deciding !== undefined)
  const { reason, approver } = deciding.verdict
  return approver === undefined ? { kind: 'judged', reason } : { kind: 'judged', reason, approver }
}

test('npm start leaves nothing in the checkout but below var/', () => {
  const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
  const { nextHop, decisions, spool, control } = reading.config
  assert.equal(nextHop.kind, 'outbox')
  const written = [nextHop.directory, decisions.directory, spool.directory, control.socket]
  assert.deepEqual(
    written.filter((path) => !resolve(examples, path).startsWith(resolve(examples, '../var'))),
    [],
  )
})

describe('the mails of examples/mails/', () => {
  for (const mail of mails) {
    test(mail.file, () => {
      const decision = decisionOn(mail)
      assert.deepEqual(outcomeOf(decision), mail.expect)
      const isAllowed = decision.action.kind === 'deliver'
      assert.equal(isAllowed, mail.file.includes('-allowed-'), 'the name of the file says the outcome')
    })
  }

  test('the table has every file, and the README every reason to open one', () => {
    const files = readdirSync(folder).toSorted()
    assert.deepEqual(
      mails.map(({ file }) => file),
      files,
    )
    const readme = readFileSync(fileURLToPath(new URL('../../examples/README.md', import.meta.url)), 'utf8')
    for (const file of files) assert.ok(readme.includes(file), `${file} is not in examples/README.md`)
  })

  test('there is one for each reason of a refusal', () => {
    const reasons = new Set<string>(
      mails.map(({ expect }) => (expect.kind === 'judged' ? expect.reason : expect.kind)),
    )
    for (const reason of [
      'sender-unknown',
      'no-pattern',
      'no-approver-exists',
      'no-internal-recipient',
      'only-self',
      'unrelated-unit',
      'no-authority',
      'ambiguous',
    ]) {
      assert.ok(reasons.has(reason), reason)
    }
  })
})
