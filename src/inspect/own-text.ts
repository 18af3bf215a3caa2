/**
 * What the author of a mail wrote himself, as far as can be told: without lines behind `>` and without the mail that he answers
 * or forwards. For what is a courtesy to him alone; nothing that protects rests on it.
 */

const quotedLine = /^[ \t]*>.*$/gm
/** With what mail programs begin the mail that is answered: a rule with words, a header, "... wrote:". */
const answeredMail =
  /^[ \t]{0,20}(?:-{2,}[ \t]*(?:original message|forwarded message|元のメッセージ|転送メッセージ|引用)|begin forwarded message|_{20,}|(?:from|差出人|送信元|発信者)[ \t]*[:：].*\r?\n(?:.*\r?\n){0,3}?[ \t]*(?:sent|date|to|送信日時|日時|宛先)[ \t]*[:：]|.{1,200}(?:wrote|さんは書きました|のメール)[:：][ \t]*$)/im
/** Marks that mail programs put on the block of the answered mail. */
const answeredHtml =
  /<blockquote\b|\bid\s{0,9}=\s{0,9}["']?(?:x_)?(?:divRplyFwdMsg|appendonsend|mail-editor-reference)|\bclass\s{0,9}=\s{0,9}["'][^"'<>]{0,200}(?:gmail_quote|yahoo_quoted|moz-cite-prefix)/i

const enclosure = '(?:添付|同封|別添|別紙)'
/** "No attachment", and the attachments of which a footer speaks that stands below every mail of a company. */
const deniedEnclosure = new RegExp(
  [
    `${enclosure}(?:ファイル|資料|書類|データ)?(?:は|が|も|の方は)?[、 ]?(?:一切|特に)?(?:あり|ござい)ません`,
    `${enclosure}(?:ファイル|資料|書類|データ)?(?:は|が|も)?[、: ]{0,2}(?:なし|無し|無い|ない|不要)`,
    `${enclosure}(?:は|を|も)?(?:して|致して|いたして)(?:い|おり)?(?:ません|ない)`,
    `${enclosure}(?:は|を|も)?(?:しません|せず|しない)`,
    '\\b(?:no|without|without an|without any|not an|any|its)(?: files?| enclosed)? attachments?\\b',
    "(?:\\bnot|n't|\\bno files?|\\bnothing)(?: is| are| was| were| been| be| yet)? (?:attach(?:ed|ing)|enclosed)\\b",
    '\\battachments?: ?none\\b',
  ].join('|'),
  'giu',
)

/**
 * Own text without what says that nothing is enclosed, so that words for enclosures do not find themselves there.
 * @param normal normal text
 */
export function withoutDeniedEnclosures(normal: string): string {
  return normal.replace(deniedEnclosure, ' ')
}

/** Of plain text, or of text that was HTML. */
export function ownText(text: string): string {
  const answered = answeredMail.exec(text)
  return (answered === null ? text : text.slice(0, answered.index)).replace(quotedLine, '')
}

/** HTML up to the tag in which the answered mail begins. */
export function ownHtml(html: string): string {
  const answered = answeredHtml.exec(html)
  if (answered === null) return html
  const tag = html.lastIndexOf('<', answered.index)
  return html.slice(0, tag < 0 ? answered.index : tag)
}
