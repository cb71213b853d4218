/** Labels that other columns show already. */
const shownElsewhere = new Set(['alertname', 'severity'])

/** What an alert is about: the values of its labels, where they tell more than its name. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .filter(([name]) => !shownElsewhere.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}
