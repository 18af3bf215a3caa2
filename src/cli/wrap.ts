/** Breaks text into lines of a given width; Japanese letters take two columns and may be parted anywhere but before punctuation. */

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
const piece =
  /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef][、。」』）,.)]*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+/gu

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let columns = 0
  for (const letter of text) columns += wide.test(letter) ? 2 : 1
  return columns
}

/** Columns by which a line may run over, so that no last line holds a letter or two. */
const overrun = 6

/** `text` in lines of about `width` columns; a word longer than that keeps a line of its own. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const { 0: word, index } of text.matchAll(piece)) {
    if (
      line !== '' &&
      displayWidth(line) + displayWidth(word.trimEnd()) > width &&
      displayWidth(line) + displayWidth(text.slice(index, index + overrun + word.length)) > width + overrun
    ) {
      lines.push(line.trimEnd())
      line = ''
    }
    if (line !== '' || word.trim() !== '') line += word
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}
