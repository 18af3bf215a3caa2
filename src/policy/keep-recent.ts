/**
 * Keeps what was made of the last few values, found by identity. For what several conditions ask of one mail, which are asked
 * one right after the other: a `WeakMap` with an entry for each mail costs the collector more than the conditions themselves.
 */

interface Kept<Key, Value> {
  readonly key: Key
  readonly value: Value
}

/** @param count of values that are kept; they and what they hold stay until as many others came */
export function keepRecent<Key extends object, Value>(
  count: number,
  make: (key: Key) => Value,
): (key: Key) => Value {
  const recent: Kept<Key, Value>[] = []
  let next = 0
  return (key) => {
    for (const kept of recent) if (kept.key === key) return kept.value
    const value = make(key)
    recent[next] = { key, value }
    next = (next + 1) % count
    return value
  }
}
