/** The day a number of months after a date that may lack its day or month. */
export function monthsAfter(date: string, months: number): string {
  const [year = 1970, month = 12, day = 28] = date.split('-').map(Number)
  const total = year * 12 + (month - 1) + months
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(total / 12)}-${pad((total % 12) + 1)}-${pad(Math.min(day, 28))}`
}
