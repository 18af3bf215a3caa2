/** Where each stream of decisions stands, as a file beside the log. Losing the last write sends some records twice. */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

import { isMissing } from './decision-files.ts'
import { endOfLog, type Position } from './decision-follow.ts'

const schema = z.object({
  from: z.string(),
  files: z.record(z.string(), z.object({ taken: z.int().min(0), octets: z.int().min(0) })),
})

const folderMode = 0o700
const secretMode = 0o600

/** A stream that is new, or whose file cannot be read as one, begins at the end of the log. */
export async function readPosition(directory: string, stream: string): Promise<Position> {
  const text = await readFile(pathOf(directory, stream), 'utf8').catch((fault: unknown) => {
    if (isMissing(fault)) return ''
    throw fault
  })
  const { data } = schema.safeParse(parsed(text))
  if (data === undefined) return await endOfLog(directory)
  return { from: data.from, files: new Map(Object.entries(data.files)) }
}

export async function writePosition(
  directory: string,
  stream: string,
  { from, files }: Position,
): Promise<void> {
  const path = pathOf(directory, stream)
  await mkdir(join(directory, 'streams'), { recursive: true, mode: folderMode })
  await writeFile(`${path}.new`, JSON.stringify({ from, files: Object.fromEntries(files) }), {
    mode: secretMode,
  })
  await rename(`${path}.new`, path)
}

function pathOf(directory: string, stream: string): string {
  return join(directory, 'streams', `${stream}.json`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
