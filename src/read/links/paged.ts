const SHIFT = 16
const PAGE = 1 << SHIFT
const MASK = PAGE - 1
const FIRST = 16

/** Integers of 32 bits, as many as come; they grow by pages, so that only the first, while small, is ever copied. */
export class PagedIntegers {
  size = 0
  readonly #pages: Int32Array[] = []

  push(value: number): void {
    const page = this.size >> SHIFT
    if (this.size === PAGE * page) this.#pages.push(new Int32Array(page === 0 ? FIRST : PAGE))
    else if (page === 0 && this.size === this.#pages[0]!.length) this.#pages[0] = twice(this.#pages[0]!)
    this.#pages[page]![this.size++ & MASK] = value
  }

  at(index: number): number {
    return this.#pages[index >> SHIFT]![index & MASK]!
  }
}

/** Bytes, as many as come, up to 2 GiB; the same way. */
export class PagedBytes {
  size = 0
  readonly #pages: Uint8Array[] = []

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const page = this.#room()
      const offset = this.size & MASK
      const part = bytes.subarray(at, at + page.length - offset)
      page.set(part, offset)
      this.size += part.length
      at += part.length
    }
  }

  at(index: number): number {
    return this.#pages[index >> SHIFT]![index & MASK]!
  }

  /** A copy of the bytes from `start` up to `end`. */
  slice(start: number, end: number): Uint8Array {
    return Uint8Array.from({ length: end - start }, (_, index) => this.at(start + index))
  }

  /** The page that the next byte goes to. */
  #room(): Uint8Array {
    const page = this.size >> SHIFT
    if (this.size === PAGE * page) this.#pages.push(new Uint8Array(page === 0 ? FIRST : PAGE))
    else if (page === 0 && this.size === this.#pages[0]!.length) this.#pages[0] = twice(this.#pages[0]!)
    return this.#pages[page]!
  }
}

function twice<Numbers extends Int32Array | Uint8Array>(numbers: Numbers): Numbers {
  const Kind = numbers.constructor as new (length: number) => Numbers
  const longer = new Kind(numbers.length * 2)
  longer.set(numbers)
  return longer
}
