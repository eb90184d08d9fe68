// A partition as GeoJSON (RFC 7946), a polygon for each cell. The coordinates are those of the plane, not longitudes and latitudes.
import type { Partition } from '../model/partition.ts';
import { fileCells, fileOrigin } from './partition-cells.ts';

/** The file in pieces. A position in the plane is the member `origin` plus a coordinate. */
export function* formatPartitionGeoJson(partition: Partition): Generator<string> {
  const { complete, covered, domain } = partition;
  const head = JSON.stringify({ type: 'FeatureCollection', origin: fileOrigin(domain), complete, covered });
  yield `${head.slice(0, -1)},"features":[`;
  for (const { index, corners, area, pattern, class: largest, affine } of fileCells(partition)) {
    const feature = {
      type: 'Feature',
      id: index,
      geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]]] },
      properties: { cell: index, area, pattern, class: largest, affine },
    };
    yield `${index > 0 ? ',' : ''}\n${JSON.stringify(feature)}`;
  }
  yield '\n]}\n';
}
