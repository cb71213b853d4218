/** The form in which names are compared: case and width do not matter. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
