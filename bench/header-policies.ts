/** Thirty policies that need nothing but the header, as a company may have them; the supervisor rule is the last. */

const kinds: readonly ((number: number) => string)[] = [
  (number) => `when: { recipients: { any: { domain: { list: rivals-${number} } } } }, action: refuse`,
  (number) =>
    `when: [{ subject: { words: [社外秘${number}, confidential ${number}] } }, { recipients: { any: { outside: true } } }], action: refuse`,
  (number) =>
    `when: [{ sender: { who: { bureau: "${900 + number}" } } }, { recipients: { count: { atLeast: ${number + 5} }, of: { outside: true } } }], action: refuse`,
  (number) => `when: { header: { field: X-Class-${number}, words: [secret] } }, action: refuse`,
  (number) =>
    `when: { all: [{ outsideDomains: { atLeast: ${number + 3} } }, { not: { sender: { list: vips } } }] }, action: refuse`,
  (number) => `mode: shadow, hours: off, when: { size: { atLeast: ${number + 10} MB } }, action: refuse`,
]

/** `policies.yaml` with `count` policies and lists of a hundred entries. */
export function headerPolicies(count: number): string {
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const body = kinds[index % kinds.length]?.(index) ?? ''
    return `  - { id: p${index}, ${body} }`
  })
  const rivals = Array.from({ length: count }, (_, list) => {
    const domains = Array.from({ length: 100 }, (__, entry) => `rival-${list}-${entry}.example`)
    return `  rivals-${list}: { domains: [${domains.join(', ')}] }`
  })
  return [
    'version: 1',
    'lists:',
    '  vips: { addresses: [vip@example.co.jp] }',
    ...rivals,
    'policies:',
    ...others,
    '  - { id: supervisor-in-cc, when: { approver: missing }, action: refuse }',
    '',
  ].join('\n')
}
