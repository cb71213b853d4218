/** Key of the setting that holds the name of the site. */
export const siteNameKey = 'site.name'
