/** Writes the Cholesky factor of a positive definite matrix (row by row) into its lower half, in place. */
export function factor(matrix: Float64Array, n: number): void {
  for (let r = 0; r < n; r++)
    for (let c = 0; c <= r; c++) {
      let sum = matrix[r * n + c]!
      for (let k = 0; k < c; k++) sum -= matrix[r * n + k]! * matrix[c * n + k]!
      matrix[r * n + c] = r === c ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[c * n + c]!
    }
}

/** Solves Ax = b in place, with the factor of A in the lower half. */
export function substitute(lower: Float64Array, x: Float64Array, n: number): void {
  for (let r = 0; r < n; r++) {
    for (let k = 0; k < r; k++) x[r]! -= lower[r * n + k]! * x[k]!
    x[r]! /= lower[r * n + r]!
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = r + 1; k < n; k++) x[r]! -= lower[k * n + r]! * x[k]!
    x[r]! /= lower[r * n + r]!
  }
}

/** The inverse of the matrix with this factor. */
export function inverse(lower: Float64Array, n: number): Float64Array {
  const all = new Float64Array(n * n)
  for (let c = 0; c < n; c++) {
    const column = new Float64Array(n).with(c, 1)
    substitute(lower, column, n)
    for (let r = 0; r < n; r++) all[r * n + c] = column[r]!
  }
  return all
}
