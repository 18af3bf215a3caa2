/**
 * Text as it is searched: one form for everything that looks alike to a reader. Width and compatibility forms (NFKC),
 * no characters without a shape, one space for a run of white space, and no line breaks inside Japanese text, where
 * programs break lines within words.
 */

// Zero-width and direction characters, soft hyphens, fillers, variation selectors, tags; and annotation marks.
const invisible = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const notAscii = /[^\u0000-\u007f]/
// Every run of white space but a single space.
const spaces = / *[\t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]\s*| {2,}/g
/** Japanese characters that stand one by one between spaces, as titles and stamps are set. */
const spread =
  /(?<![\u3041-\u30ff\u3400-\u9fff])[\u3041-\u30ff\u3400-\u9fff](?: {1,4}[\u3041-\u30ff\u3400-\u9fff](?![\u3041-\u30ff\u3400-\u9fff]))+/g
const lineBreak = /\r\n?|[\n\u0085\u2028]/g
const anyLineBreak = /[\r\n\u0085\u2028\u2029]/

/** What stands in the normal text for the end of a paragraph, and in the input too. */
export const paragraph = '\n\n'

/** Scripts that are written without spaces: Han, kana and their marks. */
function isWrittenWithoutSpaces(code: number): boolean {
  return (
    (code >= 0x3001 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xd840 && code <= 0xdbff) ||
    (code >= 0xdc00 && code <= 0xdfff)
  )
}

function inOneForm(run: string, at: number, text: string): string {
  if (!anyLineBreak.test(run)) return ' '
  const breaks = run.match(lineBreak)?.length ?? 0
  if (breaks > 1 || run.includes('\u2029')) return paragraph
  const isWithin =
    at > 0 &&
    isWrittenWithoutSpaces(text.charCodeAt(at - 1)) &&
    isWrittenWithoutSpaces(text.charCodeAt(at + run.length))
  return isWithin ? '' : '\n'
}

/**
 * The normal form, case kept: a line break is `\n`, the end of a paragraph `\n\n`, all other white space one space. A line
 * break between two Japanese characters is left out, and so are the spaces of a title that is set wide.
 */
export function normalText(text: string): string {
  if (!notAscii.test(text)) return text.replace(spaces, inOneForm)
  const shaped = text.replace(invisible, '').normalize('NFKC')
  return shaped.replace(spread, (title) => title.replaceAll(' ', '')).replace(spaces, inOneForm)
}

const turned = /\u202e([^\u202a-\u202e]*)\u202c?/g

/** With what stands behind a right-to-left override (U+202E) in the order in which it is shown. */
export function asShown(text: string): string {
  if (!text.includes('\u202e')) return text
  return text.replace(turned, (_, run: string) => Array.from(run).toReversed().join(''))
}

/** The normal form of a word that is searched for. */
export function normalWord(word: string): string {
  return normalText(word).trim().toLowerCase()
}
