import type { Topic } from '../../operation.ts';
import { decodeVin } from './decode-vin.ts';
import { saveDecodedVehicle } from './save-decoded-vehicle.ts';

export const vin: Topic = {
  mutations: (parts) => ({
    decodeVin: decodeVin(parts),
    saveDecodedVehicle: saveDecodedVehicle(parts),
  }),
};
