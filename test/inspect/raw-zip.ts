/** Archives that no program writes: entries that share their data, sizes that lie. */

import { crc32, deflateRawSync } from 'node:zlib'

interface Directory {
  readonly name: string
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly method: number
  readonly offset: number
}

function localHeader({ name, crc, packed, size, method }: Directory): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(method, 8)
  header.writeUInt32LE(crc, 14)
  header.writeUInt32LE(packed, 18)
  header.writeUInt32LE(size, 22)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, Buffer.from(name)])
}

function centralHeader({ name, crc, packed, size, method, offset }: Directory): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(20, 6)
  header.writeUInt16LE(method, 10)
  header.writeUInt32LE(crc, 16)
  header.writeUInt32LE(packed, 20)
  header.writeUInt32LE(size, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, Buffer.from(name)])
}

function archiveOf(local: readonly Buffer[], entries: readonly Directory[]): Buffer {
  const directory = Buffer.concat(entries.map(centralHeader))
  const body = Buffer.concat(local)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(body.length, 16)
  return Buffer.concat([body, directory, end])
}

/** One member, kept as it is. */
export function storedZip(name: string, content: Buffer): Buffer {
  const entry = {
    name,
    crc: crc32(content),
    packed: content.length,
    size: content.length,
    method: 0,
    offset: 0,
  }
  return archiveOf([localHeader(entry), content], [entry])
}

/** `count` members of `octets` zeros each, all of them the same data in the file. */
export function overlappingZip(count: number, octets: number): Buffer {
  const zeros = Buffer.alloc(octets)
  const packed = deflateRawSync(zeros, { level: 9 })
  const first = {
    name: 'a0.txt',
    crc: crc32(zeros),
    packed: packed.length,
    size: octets,
    method: 8,
    offset: 0,
  }
  const entries = Array.from({ length: count }, (_, index) => ({ ...first, name: `a${index}.txt` }))
  return archiveOf([localHeader(first), packed], entries)
}

/** One member of `octets` zeros; `said` is the size that the directory gives. */
export function bombZip(name: string, octets: number, said = octets): Buffer {
  const zeros = Buffer.alloc(octets)
  const packed = deflateRawSync(zeros, { level: 9 })
  const entry = { name, crc: crc32(zeros), packed: packed.length, size: said, method: 8, offset: 0 }
  return archiveOf([localHeader(entry), packed], [entry])
}
