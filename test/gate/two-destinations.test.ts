import assert from 'node:assert/strict'
import { test } from 'node:test'

import { drop, startScriptedHop } from '../peers/scripted-hop.ts'

import { handIn, letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

test('a mail whose two destinations fail at the same moment is tried again at both', async () => {
  let isDown = true
  const at = () => (isDown ? drop : undefined)
  await using one = await startScriptedHop({ at })
  await using two = await startScriptedHop({ at })
  await using gate = await startTestGate(one.port, {
    queue: { firstRetry: 0.1, longestRetry: 0.2 },
    routes: [
      {
        domains: ['example.org'],
        nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: two.port }] },
      },
    ],
  })
  const to = ['client@example.com', 'client@example.org']
  // From the second on both destinations rest, and both end at once.
  for (let number = 0; number < 5; number += 1) {
    assert.match(await handIn(gate.port, { to, content: letter() }), /^250 .*queued/i)
  }
  isDown = false
  for (let tries = 0; one.mails.length + two.mails.length < 10 && tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.equal(one.mails.length, 5)
  assert.equal(two.mails.length, 5)
})
