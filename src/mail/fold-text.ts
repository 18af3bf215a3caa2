/**
 * The folded form of text, in which the record is searched: what readers take for the same is the same. It owns no word
 * boundaries: a word is found inside a longer one. What policies look for is found by `inspect/word-search.ts`.
 */

const notPlain = /[^\u0020-\u0040\u005b-\u007e]/
/** Letters that nobody sees: zero-width ones, soft hyphens, direction marks, variation selectors. */
const unseen = /\p{Default_Ignorable_Code_Point}+/gu
const wide = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々、。「」'
/** Japanese is wrapped anywhere, also inside a word. */
const wrapped = new RegExp(`(?<=[${wide}])[ \\t]*\\r?\\n[ \\t]*(?=[${wide}])`, 'gu')
const spaces = /\s+/gu
const otherForms = /[ßς]/g

/**
 * NFKC (half-width kana are kana, full-width letters are letters), lower case, without letters that nobody sees, each run of
 * white space one space, Japanese that a line end cuts put together. Folded text folds to itself.
 */
export function foldText(text: string): string {
  if (!notPlain.test(text) && !text.includes('  ')) return text
  return text
    .normalize('NFKC')
    .replace(unseen, '')
    .toLowerCase()
    .replace(otherForms, (letter) => (letter === 'ß' ? 'ss' : 'σ'))
    .normalize('NFKC')
    .replace(wrapped, '')
    .replace(spaces, ' ')
}
