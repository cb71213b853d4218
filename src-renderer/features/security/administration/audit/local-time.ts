const twoDigits = (value: number) => String(value).padStart(2, '0')

/** A moment as a field of date and time takes it, on the clock of this machine; empty where there is none. */
export function toLocal(instant: string | undefined): string {
  if (instant === undefined) return ''
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return ''
  const day = `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`
  return `${day}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`
}

/** The moment that was typed, or undefined while it is not whole. */
export function fromLocal(text: string): string | undefined {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
