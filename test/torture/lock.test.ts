/** Two gates on one spool: the second does not start, the first does not notice. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { handIn, letter } from '../gate/hand-in.ts'
import { startScriptedHop } from '../peers/scripted-hop.ts'
import { comesTrue } from './form.ts'
import { prepareGate } from './gate-process.ts'
import { hastyQueue } from './settings.ts'

test('a second gate on a spool ends with 2 and says why, and the first goes on', async (context) => {
  const hop = await startScriptedHop()
  context.after(async () => await hop.close())
  const first = await prepareGate(context, { settings: { ...hastyQueue(hop.port), spool: { always: true } } })
  await first.start()
  const second = await prepareGate(context, { settings: hastyQueue(hop.port), disk: first.disk })
  second.launch()
  assert.ok(await comesTrue(() => second.exitCode() !== undefined, 10_000), 'the second gate runs')
  assert.equal(second.exitCode(), 2)
  assert.match(second.output(), new RegExp(`sekisho: .*${first.spool}.*another process`, 'is'))

  assert.match(await handIn(first.port, { content: letter() }), /^250 /)
  assert.ok(await comesTrue(() => hop.mails.length === 1, 5_000))
  await first.kill()
  // A kill leaves no lock behind.
  await second.start()
  assert.match(await handIn(second.port, { content: letter() }), /^250 /)
})
