/** A contract: for each task of a state machine, what goes in and what comes out. Both runtimes parse with it. */
import type * as z from 'zod';

export type TaskContract = { readonly input: z.ZodType; readonly output: z.ZodType };
export type Contract = Readonly<Record<string, TaskContract>>;

export type InputOf<C extends Contract, T extends keyof C> = z.output<C[T]['input']>;
export type OutputOf<C extends Contract, T extends keyof C> = z.input<C[T]['output']>;
