/** SPEC A4: titles of sessions that nobody named. */

const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** `Chat Session - Jan 22, 2025`, the day the session began, in UTC. */
export const defaultTitle = (startedAt: string): string => `Chat Session - ${day.format(new Date(startedAt))}`;

/** What a person calls the trouble of a system. */
const troubles: Record<string, string> = {
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
};

/** `2024 Honda Civic - Brake Issues`. @param vehicle the vehicle's name @param system of the likeliest cause */
export const diagnosisTitle = (vehicle: string, system: string): string =>
  `${vehicle} - ${troubles[system] ?? 'Car'} Issues`;
