import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAddressList, stands } from '../../src/mail/address-list.ts'

type Answer = ReturnType<typeof stands>
/** Title, body of the field (a byte in a character), and whether boss@corp.example stands in it. */
type Row = readonly [string, string, Answer]

function answerFor(body: string): Answer {
  return stands(readAddressList(Buffer.from(body, 'latin1')).list, 'boss@corp.example')
}

function promise(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [name, body, expected] of rows) {
      it(`${name}: ${expected}`, () => assert.equal(answerFor(body), expected, JSON.stringify(body)))
    }
  })
}

promise('an address list finds the mailbox that the grammar says is there', [
  ['alone', 'boss@corp.example', 'yes'],
  ['in capitals', 'BOSS@CORP.EXAMPLE', 'yes'],
  ['in angle brackets', '<boss@corp.example>', 'yes'],
  ['behind a name', 'The Boss <boss@corp.example>', 'yes'],
  ['behind a name with dots', 'T. H. E. Boss <boss@corp.example>', 'yes'],
  ['behind a quoted name', '"Boss, The" <boss@corp.example>', 'yes'],
  ['behind a quoted name without a space', '"Boss"<boss@corp.example>', 'yes'],
  ['behind an empty quoted name', '"" <boss@corp.example>', 'yes'],
  ['behind an encoded word', '=?utf-8?B?5LiK5Y+4?= <boss@corp.example>', 'yes'],
  ['with a quoted local part', '"boss"@corp.example', 'yes'],
  ['with a quoted pair in it', '"bo\\ss"@corp.example', 'yes'],
  ['with a comment behind', 'boss@corp.example (The Boss)', 'yes'],
  ['with comments everywhere', '(a)boss(b)@(c)corp.example(d)', 'yes'],
  ['with nested comments', '(a (b (c) "<x@y>" ) \\) ) <boss@corp.example>', 'yes'],
  ['with white space around the @', 'boss @ corp.example', 'yes'],
  ['with white space around dots (obsolete)', 'boss@corp . example', 'yes'],
  ['with a comment beside a dot (obsolete)', 'boss@corp(x).(y)example', 'yes'],
  ['folded inside the angle brackets', '<\r\n boss@corp.example\r\n >', 'yes'],
  ['folded before the list', '\r\n boss@corp.example', 'yes'],
  ['with an obsolete route', '<@a.example,@b.example:boss@corp.example>', 'yes'],
  ['with an obsolete route with empty parts', '<,@a.example,,@b.example:boss@corp.example>', 'yes'],
  ['in a group', 'Bosses: x@y.example, boss@corp.example;', 'yes'],
  ['in a group with a quoted name', '"a:b;" : <boss@corp.example>;', 'yes'],
  ['behind an empty group', 'undisclosed-recipients:;, boss@corp.example', 'yes'],
  ['behind a group of a comment', 'g:(x@y.example);, boss@corp.example', 'yes'],
  ['between empty members (obsolete)', ',, ,boss@corp.example,,', 'yes'],
  ['behind another', 'x@y.example, boss@corp.example', 'yes'],
  ['behind a domain literal', 'x@[192.0.2.1], boss@corp.example', 'yes'],
  ['twice over, unquoted name and address', 'boss@corp.example <boss@corp.example>', 'yes'],
])

promise('an address list does not take a display name, a comment or a look-alike for the mailbox', [
  ['empty', '', 'no'],
  ['only folding', '\r\n  ', 'no'],
  ['quoted name', '"boss@corp.example" <evil@x.example>', 'no'],
  ['quoted name with angle brackets', '"<boss@corp.example>" <evil@x.example>', 'no'],
  ['quoted name with commas', '", boss@corp.example," <evil@x.example>', 'no'],
  ['quoted name with quotes', '"\\", boss@corp.example, \\"" <evil@x.example>', 'no'],
  ['comment', 'evil@x.example (boss@corp.example)', 'no'],
  ['comment with commas', '(, boss@corp.example, ) evil@x.example', 'no'],
  ['comment with an unpaired quote', '(" ) evil@x.example (, boss@corp.example, ")', 'no'],
  ['comment with a nested one', '((), boss@corp.example,) evil@x.example', 'no'],
  ['local part of another', '"boss@corp.example"@x.example', 'no'],
  ['route of another', '<@corp.example:boss@x.example>', 'no'],
  ['encoded word', '=?utf-8?Q?boss=40corp.example?= <evil@x.example>', 'no'],
  ['encoded word with angle brackets', '=?utf-8?B?PGJvc3NAY29ycC5leGFtcGxlPiw=?= <evil@x.example>', 'no'],
  ['name of a group', '"boss@corp.example": evil@x.example;', 'no'],
  ['longer local part', 'x.boss@corp.example', 'no'],
  ['longer domain', 'boss@corp.example.com', 'no'],
  ['sub-domain', 'boss@sub.corp.example', 'no'],
  ['plus address', 'boss+x@corp.example', 'no'],
  ['quoted local part with a space', '"boss "@corp.example', 'no'],
  ['percent routing', 'boss%corp.example@x.example', 'no'],
  ['bang path', 'corp.example!boss@x.example', 'no'],
  ['Cyrillic o', 'b\u00d0\u00bess@corp.example', 'no'],
  ['full-width letters', '\u00ef\u00bd\u0082oss@corp.example', 'no'],
])

promise('an address list says that it cannot tell, and never guesses', [
  ['two addresses without a comma', 'boss@corp.example evil@x.example', 'cannot-tell'],
  ['two addresses without a comma, other order', 'evil@x.example boss@corp.example', 'cannot-tell'],
  ['unquoted name that is an address', 'boss@corp.example <evil@x.example>', 'cannot-tell'],
  ['unquoted name that is an address, other order', 'evil@x.example <boss@corp.example>', 'cannot-tell'],
  ['two angle addresses', '<evil@x.example> <boss@corp.example>', 'cannot-tell'],
  ['two angle addresses, other order', '<boss@corp.example> <evil@x.example>', 'cannot-tell'],
  ['two angle addresses without a space', '<boss@corp.example><evil@x.example>', 'cannot-tell'],
  ['angle in angle', '<<boss@corp.example>>', 'cannot-tell'],
  ['angle with a name inside', '<evil@x.example <boss@corp.example>>', 'cannot-tell'],
  ['words behind the angle address', '<boss@corp.example> the Boss', 'cannot-tell'],
  ['a dot behind the angle address', '<boss@corp.example>.', 'cannot-tell'],
  ['an @ behind the angle address', '<boss@corp.example>@x.example', 'cannot-tell'],
  ['two @', 'boss@corp.example@x.example', 'cannot-tell'],
  ['two @ in a row', 'boss@@corp.example', 'cannot-tell'],
  ['no domain', 'boss@', 'cannot-tell'],
  ['domain that ends in a dot', 'boss@corp.example.', 'cannot-tell'],
  ['only a word', 'boss', 'cannot-tell'],
  ['only a quoted address', '"boss@corp.example"', 'cannot-tell'],
  ['empty angle address', 'boss <>', 'cannot-tell'],
  ['angle address that does not close', '<boss@corp.example', 'cannot-tell'],
  ['angle address that closes after the next', '<evil@x.example, boss@corp.example>', 'cannot-tell'],
  ['closing bracket alone', 'boss@corp.example>', 'cannot-tell'],
  ['quote that does not close', '"Boss <boss@corp.example>', 'cannot-tell'],
  ['quote that does not close, behind it', 'x@y.example ", boss@corp.example', 'cannot-tell'],
  ['quote that a quoted pair keeps open', '"Boss\\" <boss@corp.example>', 'cannot-tell'],
  ['quote right behind a letter', 'B"oss, x" <boss@corp.example>', 'cannot-tell'],
  ['comment that does not close', 'x@y.example (, boss@corp.example', 'cannot-tell'],
  ['comment that a quoted pair keeps open', 'x@y.example (\\), boss@corp.example', 'cannot-tell'],
  ['comment that closes once too often', 'x@y.example (a)), boss@corp.example', 'cannot-tell'],
  ['backslash outside quotes', 'boss\\@corp.example', 'cannot-tell'],
  ['backslash in a name', 'The \\"Boss <boss@corp.example>', 'cannot-tell'],
  ['bracket that does not close', 'x@[192.0.2.1, boss@corp.example]', 'cannot-tell'],
  ['literal with a backslash', 'x@[a\\], boss@corp.example', 'cannot-tell'],
  ['group that does not end', 'g: boss@corp.example', 'cannot-tell'],
  ['group in a group', 'g: h: boss@corp.example;;', 'cannot-tell'],
  ['group without a name', ': boss@corp.example;', 'cannot-tell'],
  ['group with an address for a name', 'x@y.example: boss@corp.example;', 'cannot-tell'],
  ['member right behind a group', 'g: x@y.example; boss@corp.example', 'cannot-tell'],
  ['semicolons between members', 'x@y.example; boss@corp.example', 'cannot-tell'],
  ['semicolons between members, the first', 'boss@corp.example; x@y.example', 'cannot-tell'],
  ['route without a colon', '<@a.example boss@corp.example>', 'cannot-tell'],
  ['route without a domain', '<@:boss@corp.example>', 'cannot-tell'],
  ['route of a word', '<a.example:boss@corp.example>', 'cannot-tell'],
  ['two routes', '<@a.example:@b.example:boss@corp.example>', 'cannot-tell'],
  ['colon in an address', 'boss:x@corp.example', 'cannot-tell'],
  ['NUL', 'boss\0@corp.example', 'cannot-tell'],
  ['NUL in a name', '"a\0b" <boss@corp.example>', 'cannot-tell'],
  ['control character in a name', 'a\u0007b <boss@corp.example>', 'cannot-tell'],
  ['vertical tab for a space', 'x@y.example,\u000bboss@corp.example', 'cannot-tell'],
  ['bare CR', 'x@y.example,\rboss@corp.example', 'cannot-tell'],
  ['delete character', 'boss\u007f@corp.example', 'cannot-tell'],
  ['words beside each other before the @', '"boss" x@corp.example', 'cannot-tell'],
  ['two dots with a space between', 'boss@corp. .example', 'cannot-tell'],
  ['lone dot before the address', '. boss@corp.example', 'cannot-tell'],
  ['encoded word as a local part', '=?utf-8?Q?boss?=@corp.example', 'cannot-tell'],
  ['encoded word for an address', '=?utf-8?Q?boss=40corp.example?=', 'cannot-tell'],
  ['ideographic comma between members', 'boss@corp.example\u00e3\u0080\u0081x@y.example', 'cannot-tell'],
  ['ideographic space behind the domain', 'boss@corp.example\u00e3\u0080\u0080', 'cannot-tell'],
  ['full-width @', 'boss\u00ef\u00bc\u00a0corp.example', 'cannot-tell'],
  ['address that is no UTF-8', 'b\u00e9ss@corp.example', 'cannot-tell'],
])

promise(
  'a member that cannot be read spoils those behind it only where programs may disagree where it ends',
  [
    ['leftover word', 'x@y.example z, boss@corp.example', 'yes'],
    ['two addresses without a comma', 'a@x.example b@y.example, boss@corp.example', 'yes'],
    ['two angle addresses', '<a@x.example> <b@y.example>, boss@corp.example', 'yes'],
    ['brackets in a name', 'Sales [Tokyo] <sales@y.example>, boss@corp.example', 'yes'],
    ['address as a name', 'a@x.example <b@y.example>, boss@corp.example', 'yes'],
    ['in a group', 'g: a@x.example b, boss@corp.example;', 'yes'],
    ['before the bad one', 'boss@corp.example, "x', 'yes'],
    ['in a group before the bad one', 'g: boss@corp.example, "x;', 'cannot-tell'],
    ['comma in the angle brackets', '<a@x.example, b@y.example>, boss@corp.example', 'cannot-tell'],
    ['bracket that opens twice', 'x <a@x.example, <b@y.example>, boss@corp.example', 'cannot-tell'],
    ['colon in the angle brackets', '<a:b@x.example>, boss@corp.example', 'cannot-tell'],
    ['colon behind an address', 'a@x.example:, boss@corp.example', 'cannot-tell'],
  ],
)

describe('what an address list holds', () => {
  it('keeps members in order, the unreadable ones with their text', () => {
    const { list, twoAngles } = readAddressList(
      Buffer.from('A@x.example, b c d, g: "E F"@x.example;, <g@x.example> <h@x.example>'),
    )
    assert.deepEqual(list, [
      { kind: 'mailbox', address: 'a@x.example' },
      { kind: 'unreadable', text: 'b c d' },
      { kind: 'mailbox', address: '"e f"@x.example' },
      { kind: 'unreadable', text: '<g@x.example> <h@x.example>' },
    ])
    assert.equal(twoAngles, true)
  })

  it('shows at most 100 characters of what it cannot read, without control characters', () => {
    const { list } = readAddressList(Buffer.from(`\u001b[31m${'佐'.repeat(200)}\u0007`))
    assert.equal(list.length, 1)
    const [member] = list
    assert.ok(member?.kind === 'unreadable')
    assert.equal(member.text, `[31m${'佐'.repeat(96)}…`)
  })

  it('does not end a quoted local part at a fold', () => {
    const { list } = readAddressList(Buffer.from('"sato\r\n taro"@x.example'))
    assert.deepEqual(list, [{ kind: 'mailbox', address: '"sato taro"@x.example' }])
  })

  it('reads no more members than it may, and says so', () => {
    const body = Buffer.from('a@x.example, b@x.example, boss@corp.example')
    assert.equal(readAddressList(body, 3).overLimit, false)
    const cut = readAddressList(body, 2)
    assert.equal(cut.overLimit, true)
    assert.equal(stands(cut.list, 'boss@corp.example'), 'cannot-tell')
  })
})
