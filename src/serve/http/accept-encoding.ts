/** Whether a client takes gzip: `Accept-Encoding: gzip;q=0.5, *;q=0` (RFC 9110, 12.5.3). */
export function acceptsGzip(header: string | undefined): boolean {
  const weights = new Map((header ?? '').split(',').map(parseMember));
  const weight = weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0;
  return weight > 0 && weight >= (weights.get('identity') ?? 0);
}

/** A member without a weight has 1; one whose weight is not valid is not meant. */
function parseMember(member: string): readonly [coding: string, weight: number] {
  const [coding = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const weight = given === undefined ? 1 : Number(given.replace(/^q\s*=\s*/, '') || Number.NaN);
  return [coding, weight >= 0 && weight <= 1 ? weight : 0];
}
