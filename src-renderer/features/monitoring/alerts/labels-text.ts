/** Labels that other columns show already. */
const shownElsewhere = new Set(['alertname', 'severity'])

/** Labels that tell most of where something is, in this order before the others. */
const telling = ['instance', 'mountpoint', 'device', 'name', 'repository']

const rank = (label: string) => {
  const place = telling.indexOf(label)
  return place < 0 ? telling.length : place
}

/** Where an alert is: the values of its labels, the telling ones first. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .filter(([name, value]) => !shownElsewhere.has(name) && value !== '')
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([, value]) => value)
    .join(' · ')
}
