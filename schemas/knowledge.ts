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
export const Range = z
  .strictObject({ low: z.number().nonnegative(), high: z.number().nonnegative() })
  .refine((range) => range.low <= range.high, 'low must not be above high');
export type Range = z.infer<typeof Range>;

export const Phrase = z.string().trim().min(3).max(400);

const PartId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** How soon a part is usually in a shop's hands: same day, next day, within the week, or from the dealer only. */
export const Supply = z.enum(['on the shelf', 'next day', 'within a week', 'dealer only']);
export type Supply = z.infer<typeof Supply>;

/** A part of the catalogue, once, in the file of the system it belongs to; faults and jobs of any system point at it. */
export const Part = z.strictObject({
  /** Stable id, shared by every fault and job that needs the part: `front-brake-pads`. */
  id: PartId,
  name: Phrase,
  /** US dollars for one: the car maker's own, one of equal quality, and the cheapest that a shop would still fit. */
  prices: z
    .strictObject({ oem: Range, equivalent: Range, budget: Range.optional() })
    .refine(({ oem, equivalent }) => oem.high >= equivalent.low, 'an OEM part is not cheaper than an equivalent one'),
  supply: Supply,
  /** What to know of the vehicle before ordering: "engine size", "front or rear". */
  fit: Phrase.optional(),
});
export type Part = z.infer<typeof Part>;

/** A part and how many of it a job takes. */
export const Needed = z.strictObject({ id: PartId, quantity: z.number().int().positive() });
export type Needed = z.infer<typeof Needed>;

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
  parts: z.array(Needed).max(8),
  /** Hours of a trained mechanic. */
  labor: Range,
  /** OBD-II codes that point at it. */
  codes: z.array(z.string().regex(/^[PBCU][0-9A-F]{4}$/)),
  likelier: z.array(Likelier),
  repair: Repair,
});
export type Fault = z.infer<typeof Fault>;

/** Work that a shop sells under its own name and that is no fault's repair as it stands: "oil and filter change". */
export const Job = z.strictObject({
  /** `<system>.job-<slug>`, stable for ever. */
  id: z.string().regex(/^[a-z_]+\.job-[a-z0-9]+(-[a-z0-9]+)*$/),
  name: Phrase,
  /** Other names that people ask for it by. */
  also: z.array(Phrase).min(1).max(10),
  parts: z.array(Needed).max(8),
  /** Hours of a trained mechanic. */
  labor: Range,
  /** The fault whose repair instructions show how, where one does. */
  shownBy: z.string().optional(),
  /** How often it falls due, where it is routine: "every 5,000 to 10,000 miles". */
  due: Phrase.optional(),
});
export type Job = z.infer<typeof Job>;

/** The systems of a car, as owners and agencies file their complaints. */
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
  'lighting',
  'driver_assist',
  'seat_belts',
  'seats',
  'body_structure',
  'visibility_wiper',
  'speed_control',
  'hybrid_ev',
]);
export type System = z.infer<typeof System>;

export const SystemKnowledge = z
  .strictObject({
    system: System,
    /** What a person calls the system in a sentence: "brakes". */
    name: Phrase,
    /** Words that name the system or a part of it: "brake", "caliper". */
    words: z.array(z.string().trim().toLowerCase().min(2)).min(5),
    parts: z.array(Part),
    jobs: z.array(Job),
    faults: z.array(Fault).min(3),
  })
  .superRefine((knowledge, context) => {
    const seen = new Set<string>();
    for (const chapter of ['faults', 'jobs', 'parts'] as const)
      knowledge[chapter].forEach(({ id }, index) => {
        const path = [chapter, index, 'id'];
        if (chapter !== 'parts' && !id.startsWith(`${knowledge.system}.`))
          context.addIssue({ code: 'custom', path, message: `${id} must begin with ${knowledge.system}.` });
        if (seen.has(id)) context.addIssue({ code: 'custom', path, message: `${id} is there twice` });
        seen.add(id);
      });
  });
export type SystemKnowledge = z.infer<typeof SystemKnowledge>;

/** How much a phrase tells about which system is meant: 1 is a hint, 6 leaves no other. */
export const CueStrength = z.enum(['1', '1.5', '2', '2.5', '3', '3.5', '4', '4.5', '5', '5.5', '6']);

/** The phrases by which owners name or imply a system, by their strength: `functions/tools/knowledge/cues/`. */
export const Cues = z.partialRecord(CueStrength, z.array(z.string().trim().toLowerCase().min(2).max(60)).min(1));
export type Cues = z.infer<typeof Cues>;
