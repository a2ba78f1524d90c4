import type { LabHost } from './lab-host.js';

/** Devices that libvirt needs, where its host has none of a hypervisor's. */
const DEVICES = 'null zero full random urandom tty ptmx net/tun';

/**
 * On its host alone: an /etc/libvirt and a /dev of its own. Without /dev/kvm: where that exists and does not work, libvirt
 * probes QEMU again for each domain, and takes a minute.
 */
const START = `
mount -t tmpfs none /etc/libvirt
mkdir -p /var/cache /run/dev/net && mount -t tmpfs none /var/cache && mount -t tmpfs none /run/dev && mkdir /run/dev/net
for node in ${DEVICES}; do [ -e /dev/$node ] && touch /run/dev/$node && mount --bind /dev/$node /run/dev/$node; done
mkdir /run/dev/shm /run/dev/pts && mount --rbind /dev/pts /run/dev/pts && mount --rbind /run/dev /dev
mkdir -p /etc/libvirt /run/libvirt
printf '%s\\n' 'namespaces = []' 'cgroup_controllers = []' 'security_driver = "none"' 'user = "root"' 'group = "root"' \\
  'stdio_handler = "file"' >/etc/libvirt/qemu.conf
printf '%s\\n' 'auth_unix_rw = "none"' 'unix_sock_group = "root"' >/etc/libvirt/libvirtd.conf
libvirtd -d -f /etc/libvirt/libvirtd.conf </dev/null >/run/libvirtd.log 2>&1
`;

/** Debian's libvirt on a host of the test's own: a witness that reads its own domains. */
export class LabLibvirt {
  readonly #host: LabHost;

  private constructor(host: LabHost) {
    this.#host = host;
  }

  /** @param host it ends with it */
  static async start(host: LabHost): Promise<LabLibvirt> {
    await host.shell(START);
    await host.untilListening('/run/libvirt/libvirt-sock');
    return new LabLibvirt(host);
  }

  /** Starts a domain. */
  async create(xml: string): Promise<void> {
    this.#host.write(this.#host.path('domain.xml'), xml);
    await this.virsh('create domain.xml');
  }

  /** Runs virsh, and resolves to what it prints. */
  async virsh(command: string): Promise<string> {
    return await this.#host.shell(`virsh -c qemu:///system ${command}`);
  }
}
