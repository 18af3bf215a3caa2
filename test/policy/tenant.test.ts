import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Tenant } from '../../src/policy/facts.ts'

import { endOf } from './mail-to-decide.ts'

const both: Tenant = { tenantId: 'aaaa-1111', organization: 'example.co.jp' }
const idField = 'X-MS-Exchange-CrossTenant-Id: AAAA-1111'
const organizationField = 'X-OriginatorOrg: Example.co.jp'
const mail = ['From: takahashi@example.co.jp', 'To: client@example.com', 'Cc: suzuki@example.co.jp']

function end(fields: readonly string[], tenant: Tenant = both, mailFrom = 'takahashi@example.co.jp'): string {
  return endOf({ header: [...fields, ...mail], mailFrom, facts: { tenant } })
}

test('our tenant with a local sender domain goes on to the rule', () => {
  assert.equal(end([idField, organizationField]), 'deliver')
})

test('each configured field must match', () => {
  assert.equal(end([]), 'foreign-tenant')
  assert.equal(end([idField]), 'foreign-tenant')
  assert.equal(end([organizationField]), 'foreign-tenant')
  assert.equal(end([idField, 'X-OriginatorOrg: other.example']), 'foreign-tenant')
  assert.equal(end([idField], { tenantId: 'aaaa-1111', organization: undefined }), 'deliver')
  assert.equal(end([organizationField], { tenantId: undefined, organization: 'example.co.jp' }), 'deliver')
})

test('a setting that names no tenant lets nothing through', () => {
  assert.equal(end([idField], { tenantId: undefined, organization: undefined }), 'foreign-tenant')
})

test("a field that stands there twice is nobody's, even if both say the same", () => {
  assert.equal(end([idField, idField, organizationField]), 'foreign-tenant')
  assert.equal(end([idField, 'X-MS-Exchange-CrossTenant-Id: bbbb', organizationField]), 'foreign-tenant')
  const idOnly: Tenant = { tenantId: 'aaaa-1111', organization: undefined }
  assert.equal(end([idField, organizationField, organizationField], idOnly), 'foreign-tenant')
})

test('the envelope sender must be of a local domain, exactly', () => {
  const fields = [idField, organizationField]
  assert.equal(end(fields, both, 'x@other.example'), 'foreign-tenant')
  assert.equal(end(fields, both, 'x@sub.example.co.jp'), 'foreign-tenant')
  assert.equal(end(fields, both, 'x@EXAMPLE.co.jp'), 'deliver')
})

test('with a null sender every author must be local', () => {
  assert.equal(end([idField, organizationField], both, ''), 'deliver')
  const header = [idField, organizationField, 'From: x@other.example', 'To: client@example.com']
  assert.equal(endOf({ header, mailFrom: '', facts: { tenant: both } }), 'foreign-tenant')
})
