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
  text: [
    { words: '極秘' },
    { words: ['極秘', '社外秘', 'x'] },
    { words: ['極秘', '社外秘', 'x'], count: { atLeast: 2 } },
    { words: ['極秘', '社外秘', 'x'], count: { atMost: 2 }, in: 'anywhere' },
    { words: ['極秘', '社外秘', 'x'], count: { atMost: 2 }, in: 'anywhere', unsupported: 'ignore' },
    { words: '極秘', in: 'anywhere' },
    { words: '極秘', in: 'anywhere', unsupported: 'ignore' },
    { words: '極秘', in: 'attachments' },
    { matches: 'P-[0-9]{6}', count: { atLeast: 2 } },
    { matches: 'P-[0-9]{6}', in: 'anywhere' },
    { words: { list: 'secret' }, count: { atLeast: 1, atMost: 1 } },
  ],
  attachments: [
    {},
    { extension: 'exe' },
    { extension: ['exe', 'zip'] },
    { in: 'mail' },
    { in: 'archive', encrypted: true },
    { encrypted: true, extension: 'exe' },
    { type: 'application/*' },
    { type: 'application/zip' },
    { size: { atLeast: '1 MB' } },
    { size: { atLeast: '2 MB' }, in: 'mail' },
    { inlineImages: true },
  ].flatMap((which) => [
    { any: which },
    { all: which },
    { none: which },
    { count: { atLeast: 2 }, of: which },
    { count: { atMost: 1 }, of: which },
    ...('in' in which
      ? []
      : [
          { totalSize: { atLeast: '1 MB' }, of: which },
          { totalSize: { atMost: '500 KB' }, of: which },
        ]),
  ]),
  personalData: [
    { data: 'phone' },
    { data: 'phone', in: 'anywhere', count: { atLeast: 2 } },
    { data: 'phone', in: 'anywhere', count: { atMost: 2 } },
    { data: ['phone', 'card'], in: 'anywhere', count: { atLeast: 2 } },
    { data: ['phone', 'card'], in: 'anywhere', count: { atLeast: 3 }, unsupported: 'ignore' },
  ],
  messageKind: ['calendar', ['calendar', 'automatic-reply'], 'tnef'],
  couldNotInspect: ['corrupt', ['encrypted', 'unsupported']],
  missingAttachment: [{ words: ['添付'] }],
  size: [{ atLeast: 1 }, { atMost: 500 }, { atLeast: '20 MB' }, { atMost: '1 MB' }],
  listener: ['test', ['test', 'exchange'], ['exchange']],
}

export function variantsOf(kind: string): readonly unknown[] {
  return variants[kind] ?? []
}
