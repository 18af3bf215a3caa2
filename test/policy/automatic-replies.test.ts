import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { defaultPoliciesText } from '../../src/policy/default-flow.ts'

const root = join(import.meta.dirname, '..', '..')

const cases = `defaults: { from: kashiwagi.fumika@example.co.jp, to: client@example.com, subject: Absent }
cases:
  - name: a null sender and Auto-Submitted
    mailFrom: ""
    headers: { Auto-Submitted: auto-replied }
    expect: { ACTION }
  - name: tied to an inbound mail
    headers: { Auto-Submitted: auto-replied, In-Reply-To: <question@example.com> }
    expect: { ACTION }
  - name: tied to nothing
    headers: { Auto-Submitted: auto-replied }
    expect: { action: refuse }
  - name: an answer by hand
    headers: { In-Reply-To: <question@example.com> }
    expect: { action: refuse }
`

for (const [mode, action] of [
  ['off', 'action: refuse'],
  ['on', 'action: deliver, policy: automatic-replies'],
] as const) {
  test(`with the shipped policies for automatic replies ${mode}, those with a null sender or tied to an inbound mail: ${action}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-replies-'))
    try {
      const policies = join(folder, 'policies.yaml')
      writeFileSync(
        policies,
        defaultPoliciesText({ reports: 'pass' }).replaceAll('mode: off', `mode: ${mode}`),
      )
      mkdirSync(join(folder, 'cases'))
      writeFileSync(join(folder, 'cases', 'replies.yaml'), cases.replaceAll('ACTION', action))
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          join(root, 'bin', 'sekisho.cjs'),
          'policy',
          'test',
          join(folder, 'cases'),
          `--policies=${policies}`,
          `--config=${join(root, 'examples', 'sekisho.yaml')}`,
        ],
        { encoding: 'utf8' },
      )
      assert.equal(status, 0, stdout + stderr)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
}
