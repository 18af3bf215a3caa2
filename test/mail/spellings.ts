/** Writers of valid address lists in every spelling of the grammar, for the property tests. */

import * as fc from 'fast-check'

/** Bytes of valid text, held one in a character. */
function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

const space = fc.constantFrom(' ', '  ', '\t', '\r\n ', '\r\n\t ')
const optionalSpace = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, space)
const commentText = fc.constantFrom(
  '',
  'x',
  'boss@corp.example',
  ', boss@corp.example,',
  '<boss@corp.example>',
  '"',
  '\\)',
  '\\(',
  ':;',
  utf8('上司'),
  '(nested "(deep)")',
  '=?utf-8?Q?x?=',
)
const comment = commentText.map((text) => `(${text})`)
const plainComment = fc.constantFrom('(x)', '(The Boss)', '()', '(boss@corp.example)')
/** Comments and folding (RFC 5322 section 3.2.2). */
export const filler = fc
  .array(fc.oneof(space, comment), { minLength: 0, maxLength: 2 })
  .map((parts) => parts.join(''))

/** Names that the peers read right inside a group too, where some of them lose the quotes. */
const plainPhrase = fc.constantFrom(
  '',
  'Taro Sato',
  'T. Sato',
  '"Taro Sato"',
  '"a\r\n b"',
  '=?utf-8?B?5LiK5Y+4?=',
  utf8('佐藤 太郎'),
  utf8('"佐藤 太郎"'),
)

/** Names that only a whole grammar reads, and raw encodings that the peers do not know. */
const trickyPhrase = fc.constantFrom(
  '"Sato, Taro"',
  '"boss@corp.example"',
  '"<boss@corp.example>,"',
  '"a \\"quoted\\" b"',
  '"(not a comment"',
  '"group: x;"',
  '=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= =?utf-8?Q?boss=40corp.example?=',
  '\u001b$B:4F#\u001b(B',
  '"\u001b$B$"$<\u001b(B"',
  '\u001b$B%(%)\u001b(B',
  '\u008d\u00b2\u0093\u00a1',
  '"\u008d\u00b2\u0093\u00a1"',
  '\u00ba\u00b4\u00c6\u00a3',
)

const locals = ['boss', 'sato', 'taro.sato', 'a+b', "o'neil", 'x_y-z'] as const
const domains = ['corp.example', 'elsewhere.example', 'sub.corp.example', 'y.example'] as const
/** Plain addresses, canonical as they are. */
export const address = fc
  .tuple(fc.constantFrom(...locals), fc.constantFrom(...domains))
  .map(([local, domain]) => `${local}@${domain}`)

/** How far a spelling goes: `common` is what the peers read right as well. */
export type Spelling = 'common' | 'every'

function spelledAddress(plain: string, spelling: Spelling): fc.Arbitrary<string> {
  const at = plain.indexOf('@')
  const local = plain.slice(0, at)
  const domain = plain.slice(at + 1)
  const [first = '', rest = ''] = domain.split(/\.(.*)/)
  if (spelling === 'common') return fc.constantFrom(plain, `${local}@${domain.toUpperCase()}`)
  return fc.oneof(
    fc.constantFrom(plain, plain.toUpperCase(), `"${local}"@${domain}`, `"\\${local}"@${domain}`),
    fc.tuple(filler, filler).map(([before, behind]) => `${local}${before}@${behind}${domain}`),
    fc.tuple(filler, filler).map(([before, behind]) => `${local}@${first}${before}.${behind}${rest}`),
  )
}

function spelledMailbox(plain: string, spelling: Spelling): fc.Arbitrary<string> {
  const spelled = spelledAddress(plain, spelling)
  const name = spelling === 'common' ? plainPhrase : fc.oneof(plainPhrase, trickyPhrase)
  const route =
    spelling === 'common' ? fc.constant('') : fc.constantFrom('', '', '@a.example:', '@a.example,@b.example:')
  const around = spelling === 'common' ? optionalSpace : filler
  const remark = spelling === 'common' ? plainComment : comment
  const behind = fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    space,
    remark.map((text) => ` ${text}`),
  )
  const inAngles = fc
    .tuple(name, around, route, spelled, around, behind)
    .map(
      ([text, gap, path, one, inner, tail]) =>
        `${text}${gap === '' && text !== '' ? ' ' : gap}<${path}${one}${inner}>${tail}`,
    )
  const bare = fc.tuple(around, spelled, behind).map(([gap, one, tail]) => `${gap}${one}${tail}`)
  return fc.oneof(inAngles, bare)
}

/** A valid list of these addresses, in order: mailboxes and groups in any spelling. */
export function spelledList(plain: readonly string[], spelling: Spelling): fc.Arbitrary<string> {
  const members = plain.map((one) => spelledMailbox(one, spelling))
  const empties = spelling === 'common' ? [','] : [',', ', ,', ',(x),']
  return fc
    .tuple(
      fc.tuple(...members),
      fc.array(fc.constantFrom(...empties), { minLength: plain.length, maxLength: plain.length }),
      fc.nat(plain.length),
      fc.nat(plain.length),
      fc.constantFrom('none' as const, 'some' as const, 'empty' as const),
    )
    .map(([spelled, commas, one, other, groups]) => {
      const from = Math.min(one, other)
      const to = Math.max(one, other)
      const listed = (some: readonly string[]): string =>
        some.map((member, index) => (index === 0 ? member : `${commas[index] ?? ','}${member}`)).join('')
      if (groups === 'none') return listed(spelled)
      const group =
        groups === 'empty' ? 'undisclosed recipients:;' : `Some People: ${listed(spelled.slice(from, to))};`
      const cut = groups === 'empty' ? from : to
      return [listed(spelled.slice(0, from)), group, listed(spelled.slice(cut))]
        .filter((part) => part !== '')
        .join(', ')
    })
}
