/** The dump of the next day, made of one of `organization.ts`. */

/** Of `every` rows, the first person leaves, the second moves, the third is promoted, the fourth has another post. */
export function nextDay(dump: string, every: number): string {
  const [header = '', ...lines] = dump.trimEnd().split('\r\n')
  const gone = new Set(
    lines.flatMap((line, index) => (index % every === 7 ? [line.slice(0, line.indexOf(','))] : [])),
  )
  const rows = lines.flatMap((line, index) => {
    const fields = line.split(',')
    if (gone.has(fields[0] ?? '')) return []
    if (index % every === 1) fields[8] = 'S3'
    if (index % every === 2) fields[12] = '050'
    if (index % every === 3 && fields[14] === '1') fields[6] = 'D2'
    return [fields.join(',')]
  })
  return `${[header, ...rows].join('\r\n')}\r\n`
}
