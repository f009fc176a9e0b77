/**
 * Reads a file of the knowledge base. Read, not imported: in the cloud the files lie beside the bundle of the group and
 * not inside it, so that code stays code and data stays what a mechanic can look at.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param name within this folder, such as `brakes.json` or `cues/brakes.json` */
export const readKnowledge = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
