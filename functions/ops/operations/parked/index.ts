import type { Topic } from '../../operation.ts';
import { getParkedStream } from './get-parked-stream.ts';
import { listParkedStreams } from './list-parked-streams.ts';
import { redriveStream, redriveStreams } from './redrive.ts';

export const parked: Topic = {
  queries: (parts) => ({
    listParkedStreams: listParkedStreams(parts),
    getParkedStream: getParkedStream(parts),
  }),
  mutations: (parts) => ({
    redriveStream: redriveStream(parts),
    redriveStreams: redriveStreams(parts),
  }),
};
