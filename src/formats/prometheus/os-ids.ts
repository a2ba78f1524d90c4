import { memberOf, OTHER } from './closed-sets.js';

/**
 * Operating systems that a guest agent may name. The name comes from inside the guest, which could tell a new one at every
 * sweep, and so make series without end: what is not in the list is {@link OTHER}.
 */
export const OS_IDS: readonly string[] = [
  ...[
    'almalinux',
    'alpine',
    'altlinux',
    'amzn',
    'arch',
    'azurelinux',
    'bottlerocket',
    'centos',
    'cirros',
    'clear-linux-os',
  ],
  ...[
    'debian',
    'devuan',
    'fedora',
    'flatcar',
    'freebsd',
    'gentoo',
    'kali',
    'linuxmint',
    'manjaro',
    'mariner',
    'mswindows',
  ],
  ...[
    'nixos',
    'ol',
    'openbsd',
    'opensuse-leap',
    'opensuse-microos',
    'opensuse-tumbleweed',
    'openwrt',
    'photon',
    'raspbian',
  ],
  ...['rhcos', 'rhel', 'rocky', 'sle-micro', 'sled', 'sles', 'slackware', 'talos', 'ubuntu', 'void', OTHER],
];

/** The operating system of a guest; `undefined` when its agent does not say. */
export function osIdOf(reported: string | undefined): string | undefined {
  return memberOf(OS_IDS, reported === '' ? undefined : reported);
}
