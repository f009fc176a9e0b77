import type { Topic } from '../../operation.ts';
import { addUserVehicle, clearAllVehicles, deleteUserVehicle, getUserVehicles, updateUserVehicle } from './vehicles.ts';

export const garage: Topic = {
  queries: (parts) => ({ getUserVehicles: getUserVehicles(parts) }),
  mutations: (parts) => ({
    addUserVehicle: addUserVehicle(parts),
    updateUserVehicle: updateUserVehicle(parts),
  }),
  controls: (parts) => ({
    deleteUserVehicle: deleteUserVehicle(parts),
    // to the library both are one: what the history holds of the vehicle is the erasure's business
    clearVehicleData: deleteUserVehicle(parts),
    clearAllVehicles: clearAllVehicles(parts),
  }),
};
