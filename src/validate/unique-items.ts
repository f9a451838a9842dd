/**
 * Two elements of an array that are equal as JSON values (JSON Schema Validation, 6.4.3), whatever the order of
 * their members; `null` when all differ. Time is linear in the size of the array: validators that hold every
 * element against every other take minutes for the components of one large document.
 */
export function firstRepeated(array: readonly unknown[]): readonly [number, number] | null {
  // Elements of one sketch: the index of the only one, or of several by their canonical texts.
  const buckets = new Map<string | number, number | Map<string, number>>()
  for (const [index, value] of array.entries()) {
    const key = sketch(value)
    const before = buckets.get(key)
    if (before === undefined) {
      buckets.set(key, index)
      continue
    }
    const texts = typeof before === 'number' ? new Map([[canonical(array[before]), before]]) : before
    const text = canonical(value)
    const earlier = texts.get(text)
    if (earlier !== undefined) return [earlier, index]
    buckets.set(key, texts.set(text, index))
  }
  return null
}

/**
 * Something that is the same for equal values and mostly differs for others. For an object that is a sum over its
 * members, so that their order does not matter.
 */
function sketch(value: unknown): string | number {
  if (typeof value !== 'object' || value === null) return `${typeof value} ${value}`
  if (Array.isArray(value)) return value.length
  let sum = 0
  for (const key of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (typeof member === 'string') sum = (sum + hash(key, member)) | 0
    else sum = (sum + key.length) | 0
  }
  return sum
}

function hash(key: string, text: string): number {
  let value = key.length
  for (let at = 0; at < text.length; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) | 0
  return value
}

/** The value as JSON with members in order of their keys; equal values give equal texts, others do not. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
