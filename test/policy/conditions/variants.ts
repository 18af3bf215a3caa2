/** Settings beside the examples, close to each other, for the contract: what implies and excludes what must show. */

const variants: Readonly<Record<string, readonly unknown[]>> = {
  recipients: [
    {},
    { outside: true },
    { outside: false },
    { outside: true, domain: ['rival.example', 'example.com'] },
    { domain: 'rival.example' },
    { domain: 'rival.example', in: 'header' },
    { in: 'bcc' },
    { in: 'envelope', outside: true },
    { who: { role: '*' } },
    { who: { role: ['040', '050'], bureau: '100' } },
    { who: { role: '+' } },
    { group: 'executives' },
  ].flatMap((which) => [
    { any: which },
    { all: which },
    { none: which },
    { count: { atLeast: 2 }, of: which },
    { count: { atLeast: 3, atMost: 4 }, of: which },
    { count: { atMost: 2 }, of: which },
  ]),
  outsideDomains: [{ atLeast: 1 }, { atLeast: 2 }, { atMost: 2 }, { atLeast: 2, atMost: 3 }],
  sender: [
    { outside: true },
    { outside: false },
    { outside: true, identity: 'all' },
    { sharedMailbox: false },
    { sharedMailbox: false, identity: 'all' },
    { address: ['takahashi@example.co.jp', 'info@example.co.jp'] },
    { address: 'info@example.co.jp', identity: 'all' },
    { who: { role: '*' } },
    {},
  ],
  subject: [
    { words: '見積' },
    { words: 'hello' },
    { words: ['hello', '見積', 'quotation'] },
    { matches: 'hello' },
  ],
  header: [
    { field: 'Sensitivity', present: true },
    { field: 'sensitivity', present: false },
    { field: 'Sensitivity', words: 'Private' },
    { field: 'Sensitivity', matches: 'Private' },
    { field: 'Cc', words: 'Private' },
  ],
  size: [{ atLeast: 1 }, { atMost: 500 }, { atLeast: '20 MB' }, { atMost: '1 MB' }],
  listener: ['test', ['test', 'exchange'], ['exchange']],
}

export function variantsOf(kind: string): readonly unknown[] {
  return variants[kind] ?? []
}
