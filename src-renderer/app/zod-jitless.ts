import { z } from 'zod'

/** The content policy forbids compiling code from text; zod would otherwise try and be reported. */
z.config({ jitless: true })
