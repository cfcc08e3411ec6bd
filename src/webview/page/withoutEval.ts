import * as z from 'zod/mini';

// The page's content security policy forbids `new Function`, which zod would otherwise try. Must come before any schema.
z.config({ jitless: true });
