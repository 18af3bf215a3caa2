/** How long a busy server asks to be left alone. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { retryAfter } from '../../src/roster/patient-http.ts'

test('Retry-After is read as seconds or as a date, and anything else asks for nothing', () => {
  const now = Date.parse('Tue, 24 Nov 2026 04:00:00 GMT')
  assert.equal(retryAfter('7', now), 7_000)
  assert.equal(retryAfter('Tue, 24 Nov 2026 04:00:30 GMT', now), 30_000)
  for (const nothing of [null, '', 'soon', '-5', 'Tue, 24 Nov 2026 03:00:00 GMT'])
    assert.equal(retryAfter(nothing, now), 0, String(nothing))
})
