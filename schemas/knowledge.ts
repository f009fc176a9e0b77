/**
 * The knowledge base: what a mechanic knows, as data.
 *
 * One JSON file per system in `functions/tools/knowledge/`. A mechanic mends it there; `npm test` validates every file
 * against this schema, so a slip is named with its file and field instead of surfacing in a conversation.
 */
import * as z from 'zod';

/** How dangerous it is to keep driving with a fault. */
export const Urgency = z.enum(['drive', 'drive carefully', 'do not drive']);
export type Urgency = z.infer<typeof Urgency>;

/** A range from low to high, both inclusive; the unit is named by the field that holds it. */
const Range = z
  .strictObject({ low: z.number().nonnegative(), high: z.number().nonnegative() })
  .refine((range) => range.low <= range.high, 'low must not be above high');

const Phrase = z.string().trim().min(3).max(400);

export const Part = z.strictObject({
  /** Stable id, shared by every fault that needs the part: `front-brake-pads`. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: Phrase,
  quantity: z.number().int().positive(),
  /** US dollars for one, aftermarket of equivalent quality. */
  price: Range,
});
export type Part = z.infer<typeof Part>;

/** A circumstance that makes a fault likelier, and by how much its odds rise. */
export const Likelier = z.strictObject({
  when: z.union([
    z.strictObject({ minAgeYears: z.number().positive() }),
    z.strictObject({ minMileage: z.number().positive() }),
    z.strictObject({ engine: z.enum(['petrol', 'diesel', 'turbo', 'hybrid', 'electric']) }),
    z.strictObject({ drivetrain: z.enum(['front', 'rear', 'all', 'manual', 'automatic', 'cvt']) }),
    z.strictObject({ climate: z.enum(['cold', 'hot', 'salt', 'wet']) }),
  ]),
  factor: z.number().gt(1).max(5),
  because: Phrase,
});
export type Likelier = z.infer<typeof Likelier>;

export const Repair = z.strictObject({
  title: Phrase,
  difficulty: z.enum(['easy', 'moderate', 'hard', 'shop only']),
  minutes: Range,
  tools: z.array(Phrase).min(1),
  steps: z.array(Phrase).min(3).max(12),
  warnings: z.array(Phrase).min(1),
  /** When to leave it to a shop. */
  leaveToShop: Phrase,
});
export type Repair = z.infer<typeof Repair>;

export const Fault = z.strictObject({
  /** `<system>.<slug>`, stable for ever: facts in the event store point at it. */
  id: z.string().regex(/^[a-z_]+\.[a-z0-9]+(-[a-z0-9]+)*$/),
  /** A noun phrase that fits into a sentence: "worn brake pads". */
  name: Phrase,
  /** One or two sentences: what happens in the car, and why it shows the way it does. */
  explanation: Phrase,
  /** How drivers put it, each a separate complaint. */
  symptoms: z.array(Phrase).min(4).max(12),
  /** What brings the fault about, likeliest first. */
  causes: z.array(Phrase).min(1).max(6),
  /** What a person can look at without taking the car apart, easiest first. */
  checks: z.array(Phrase).min(1).max(6),
  urgency: Urgency,
  urgencyReason: Phrase,
  /** 1 rare … 5 everyday, among all faults of all cars on the road. */
  commonness: z.number().int().min(1).max(5),
  parts: z.array(Part).max(8),
  /** Hours of a trained mechanic. */
  labor: Range,
  /** OBD-II codes that point at it. */
  codes: z.array(z.string().regex(/^[PBCU][0-9A-F]{4}$/)),
  likelier: z.array(Likelier),
  repair: Repair,
});
export type Fault = z.infer<typeof Fault>;

/** The thirteen systems of the first knowledge base. */
export const System = z.enum([
  'brakes',
  'engine',
  'starting_charging',
  'transmission_drivetrain',
  'steering',
  'suspension',
  'cooling',
  'fuel',
  'electrical',
  'airbags',
  'tires_wheels',
  'hvac',
  'exhaust_emissions',
]);
export type System = z.infer<typeof System>;

export const SystemKnowledge = z
  .strictObject({
    system: System,
    /** What a person calls the system in a sentence: "brakes". */
    name: Phrase,
    /** Words that name the system or a part of it: "brake", "caliper". */
    words: z.array(z.string().trim().toLowerCase().min(2)).min(5),
    faults: z.array(Fault).min(3),
  })
  .superRefine((knowledge, context) => {
    const seen = new Set<string>();
    knowledge.faults.forEach((fault, index) => {
      const path = ['faults', index, 'id'];
      if (!fault.id.startsWith(`${knowledge.system}.`))
        context.addIssue({ code: 'custom', path, message: `${fault.id} must begin with ${knowledge.system}.` });
      if (seen.has(fault.id)) context.addIssue({ code: 'custom', path, message: `${fault.id} is there twice` });
      seen.add(fault.id);
    });
  });
export type SystemKnowledge = z.infer<typeof SystemKnowledge>;
