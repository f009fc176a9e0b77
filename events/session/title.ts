/** SPEC A4: titles of sessions that nobody named. */
import type { System } from '../../schemas/knowledge.ts';

const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** `Chat Session - Jan 22, 2025`, the day the session began, in UTC. */
export const defaultTitle = (startedAt: string): string => `Chat Session - ${day.format(new Date(startedAt))}`;

/** What a person calls the trouble of a system. */
const troubles: Record<System, string> = {
  brakes: 'Brake',
  engine: 'Engine',
  starting_charging: 'Starting',
  transmission_drivetrain: 'Transmission',
  steering: 'Steering',
  suspension: 'Suspension',
  cooling: 'Cooling',
  fuel: 'Fuel',
  electrical: 'Electrical',
  airbags: 'Airbag',
  tires_wheels: 'Tire',
  hvac: 'Climate',
  exhaust_emissions: 'Exhaust',
  lighting: 'Lighting',
  driver_assist: 'Driver Assistance',
  seat_belts: 'Seat Belt',
  seats: 'Seat',
  body_structure: 'Body',
  visibility_wiper: 'Visibility',
  speed_control: 'Speed Control',
  hybrid_ev: 'Hybrid System',
};

/** `2024 Honda Civic - Brake Issues`. @param vehicle the vehicle's name @param system of the likeliest cause */
export const diagnosisTitle = (vehicle: string, system: System): string => `${vehicle} - ${troubles[system]} Issues`;
