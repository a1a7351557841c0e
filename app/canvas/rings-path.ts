/** Through the middles between the points, with the points as the curves' control points: a quadratic B-spline. */
export function pathOfRings(rings: readonly Float32Array[]): Path2D {
  const path = new Path2D();
  for (const ring of rings) addSmoothly(path, ring);
  return path;
}

function addSmoothly(path: Path2D, ring: Float32Array): void {
  const count = ring.length;
  path.moveTo((ring[count - 2] + ring[0]) / 2, (ring[count - 1] + ring[1]) / 2);
  for (let index = 0; index < count; index += 2) {
    const next = (index + 2) % count;
    path.quadraticCurveTo(ring[index], ring[index + 1], (ring[index] + ring[next]) / 2, (ring[index + 1] + ring[next + 1]) / 2);
  }
  path.closePath();
}
