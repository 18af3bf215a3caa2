/** Options that take addresses: may be repeated, and each may hold several, parted by commas. */

const commaOutsideQuotes = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/

/** For commander's `argParser`: adds the addresses of one more value to those before. */
export function collectAddresses(value: string, before: readonly string[] | undefined): readonly string[] {
  const addresses = value
    .split(commaOutsideQuotes)
    .map((address) => address.trim())
    .filter((address) => address !== '')
  return [...(before ?? []), ...addresses]
}
