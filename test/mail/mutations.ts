/**
 * Writers of address fields for the property tests: valid ones in many spellings, and headers broken at
 * random.
 */

import * as fc from 'fast-check'

export const approver = 'boss@corp.example'

/** Bytes that a reader of address lists may trip over, held one in a character. */
const fragments = [
  '"',
  '\\',
  '\\"',
  '<',
  '>',
  '(',
  ')',
  ',',
  ':',
  ';',
  '@',
  '.',
  '[',
  ']',
  ' ',
  '\t',
  '\r\n ',
  '\r\n\t',
  '\r\n',
  '\n',
  '\r',
  '\0',
  '=?utf-8?Q?',
  '?=',
  '=?utf-8?B?Ym9zc0Bjb3JwLmV4YW1wbGU=?=',
  '\u001b$B',
  '\u001b(B',
  '\u001b(J',
  '\u001b$B"<:4\u001b(B',
  '\u0095\\',
  '\u0083@',
  '\u0083',
  '\u00e3\u0081\u0082',
  '\u00a4\u00a2',
  approver,
  `<${approver}>`,
  `, ${approver}`,
  'boss',
  'corp.example',
  'group:',
  '<@route.example:',
  'To:',
  'Cc:',
  'a',
]
const fragment = fc.constantFrom(...fragments)

/** An address that is one letter, a dot, a quote or a prefix away from the approver's, or somebody else's. */
const nearAddress = fc.constantFrom(
  'bosss@corp.example',
  'boss@corp.example.com',
  'oss@corp.example',
  'boss@corp,example',
  'boss corp.example',
  'boss@sub.corp.example',
  'x.boss@corp.example',
  '"boss corp"@corp.example',
  'boss@corp.exampl',
  'someone@elsewhere.example',
  'boss+x@corp.example',
  'boss@corp.example@elsewhere.example',
)
const hiding = fc.constantFrom(
  (inner: string) => `"${inner}" <someone@elsewhere.example>`,
  (inner: string) => `(${inner}) someone@elsewhere.example`,
  (inner: string) => `someone@elsewhere.example (${inner})`,
  (inner: string) => `"\\"${inner}\\"" <someone@elsewhere.example>`,
  (inner: string) => `((${inner}) x) <someone@elsewhere.example>`,
  (inner: string) => `"${inner}"@elsewhere.example`,
  (inner: string) => `<@${inner}:someone@elsewhere.example>`,
  (inner: string) => `=?utf-8?Q?${inner}?= <someone@elsewhere.example>`,
  (inner: string) => `"a, <${inner}>, b" <someone@elsewhere.example>`,
  (inner: string) => `"\u0095\\" <${inner}>`,
  (inner: string) => `x\u001b$B"<:4${inner}\u001b(B <someone@elsewhere.example>`,
  (inner: string) => `<someone@elsewhere.example> ${inner}`,
  (inner: string) => `${inner} <someone@elsewhere.example>`,
  (inner: string) => `g: (${inner}), someone@elsewhere.example;`,
)
const hidden = fc
  .tuple(hiding, fc.constantFrom(approver, `, ${approver},`))
  .map(([hide, inner]) => hide(inner))
const member = fc.oneof(
  nearAddress,
  nearAddress.map((near) => `"Boss" <${near}>`),
  hidden,
)

/** A header that names the approver where he is no recipient, or nearly; now and then where he is one. */
export const trickyHeader = fc
  .tuple(fc.array(member, { minLength: 1, maxLength: 4 }), fc.array(member, { maxLength: 3 }))
  .map(
    ([to, cc]) =>
      `From: sato@corp.example\r\nTo: ${to.join(', ')}\r\n${cc.length > 0 ? `Cc: ${cc.join(',\r\n ')}\r\n` : ''}Subject: x\r\n\r\n`,
  )

interface Mutation {
  readonly kind: 'insert' | 'delete' | 'replace' | 'swap'
  readonly at: number
  readonly length: number
  readonly fragment: string
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('insert' as const, 'delete' as const, 'replace' as const, 'swap' as const),
  at: fc.nat(10_000),
  length: fc.constantFrom(1, 1, 1, 1, 2, 3, 8),
  fragment,
})

export function mutated(header: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((text, { kind, at, length, fragment: piece }) => {
    const start = at % (text.length + 1)
    const before = text.slice(0, start)
    const after = text.slice(start + length)
    if (kind === 'insert') return before + piece + text.slice(start)
    if (kind === 'delete') return before + after
    if (kind === 'replace') return before + piece + after
    return after + text.slice(start, start + length) + before
  }, header)
}
