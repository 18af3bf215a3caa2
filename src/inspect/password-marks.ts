/** Signs, in formats that are not gone into, that a password is needed. */

const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')
const wordDocument = Buffer.from('WordDocument', 'utf16le')
const workbook = Buffer.from('Workbook', 'utf16le')
const aesOf7z = Buffer.from([0x06, 0xf1, 0x07, 0x01])
const sectorSize = 512
const tailOf7z = 65_536

/** A compound file (.doc, .xls, .ppt, and every encrypted Office document): [MS-OFFCRYPTO], [MS-DOC], [MS-XLS]. */
export function isEncryptedCompound(octets: Buffer): boolean {
  if (octets.includes(encryptedPackage)) return true
  if (octets.includes(wordDocument)) {
    // The flag fEncrypted of the information block, where the stream lies in the first sector, as programs write it.
    const isWord = octets[sectorSize] === 0xec && octets[sectorSize + 1] === 0xa5
    if (isWord && ((octets[sectorSize + 11] ?? 0) & 1) === 1) return true
  }
  return octets.includes(workbook) && hasFilePass(octets)
}

/** A record FILEPASS right behind the first BOF of the workbook. */
function hasFilePass(octets: Buffer): boolean {
  let at = sectorSize
  for (let records = 0; records < 3 && at + 4 <= octets.length; records++) {
    const kind = octets.readUInt16LE(at)
    if (records === 0 && kind !== 0x0809) return false
    if (kind === 0x002f) return true
    at += 4 + octets.readUInt16LE(at + 2)
  }
  return false
}

/** Names and content, or content alone: the method stands in the header at the end, or in the packed one before it. */
export function isEncrypted7z(octets: Buffer): boolean {
  return octets.subarray(Math.max(32, octets.length - tailOf7z)).includes(aesOf7z)
}

export function isEncryptedRar(octets: Buffer): boolean {
  // Version 5: type 4 is the archive encryption header; before it, flags of the main and the first file header.
  if (octets[6] === 1)
    return octets[13] === 4 || octets.subarray(0, 4_096).includes(Buffer.from([0x30, 0x01, 0x00, 0x03]))
  if (octets.length < 32) return false
  if ((octets.readUInt16LE(10) & 0x0080) !== 0) return true
  const firstFile = 7 + octets.readUInt16LE(12)
  return octets[firstFile + 2] === 0x74 && ((octets[firstFile + 3] ?? 0) & 4) !== 0
}
