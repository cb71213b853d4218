import * as fc from 'fast-check'

/** The daily run draws the same examples each time, so that it fails for a change and not by chance; the long run draws new ones. */
const dailySeed = 20_261_122

fc.configureGlobal({ seed: Number(process.env.KURABAN_SEED ?? dailySeed) })
