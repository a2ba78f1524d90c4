/** What a placeholder stands for. */
export type SecretKind =
  | 'name'
  | 'path'
  | 'mac'
  | 'ipv4'
  | 'ipv6'
  | 'host'
  | 'uuid'
  | 'serial'
  | 'credential';

/** Assigns placeholders: within a kind, equal values get the same placeholder, and different values different ones. */
export class Pseudonyms {
  readonly #known = new Map<SecretKind, Map<string, string>>();

  /** Returns the placeholder of a value. */
  of(kind: SecretKind, value: string): string {
    const ofKind = this.#known.get(kind) ?? new Map<string, string>();
    this.#known.set(kind, ofKind);
    const placeholder = ofKind.get(value) ?? PLACEHOLDERS[kind](ofKind.size + 1);
    ofKind.set(value, placeholder);
    return placeholder;
  }
}

const PLACEHOLDERS: { readonly [kind in SecretKind]: (number: number) => string } = {
  name: (number) => `vm-${number}`,
  path: (number) => `/redacted/path-${number}`,
  mac: (number) => `52:54:00:${hex(number, 6).replace(/..(?=.)/g, '$&:')}`,
  ipv4: documentationAddress,
  ipv6: (number) => `2001:db8::${number.toString(16)}`,
  host: (number) => `host-${number}`,
  uuid: (number) => `00000000-0000-4000-8000-${hex(number, 12)}`,
  serial: (number) => `serial-${number}`,
  credential: (number) => `credential-${number}`,
};

/** RFC 5737 sets three networks aside for documentation, RFC 2544 a large one for benchmarks. */
const DOCUMENTATION_NETWORKS = ['192.0.2', '198.51.100', '203.0.113'] as const;
const HOSTS_OF_A_NETWORK = 254;

function documentationAddress(number: number): string {
  const network = DOCUMENTATION_NETWORKS[Math.floor((number - 1) / HOSTS_OF_A_NETWORK)];
  if (network !== undefined) return `${network}.${((number - 1) % HOSTS_OF_A_NETWORK) + 1}`;
  return `198.${18 + (Math.floor(number / 65_536) % 2)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
