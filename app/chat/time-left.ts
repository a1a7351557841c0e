/** How long something will still take, in words as coarse as what is known of it. */
export function timeLeftWords(seconds: number): string {
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}
