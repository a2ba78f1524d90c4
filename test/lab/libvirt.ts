import { expect } from 'vitest';
import type { LabHost } from './lab-host.js';
import type { Lab } from './packages.js';

/** Devices that libvirt needs, where its host has none of a hypervisor's. */
const DEVICES = 'null zero full random urandom tty ptmx net/tun';

/**
 * On its host alone: an /etc/libvirt, a /var/log and a /dev of its own, and the user that libvirt looks up, which only the
 * package that starts it as a service creates. Without /dev/kvm: where that exists and does not work, libvirt probes QEMU
 * again for each domain, and takes a minute.
 */
const START = `
mount -t tmpfs none /etc/libvirt
mkdir -p /var/cache /run/dev && mount -t tmpfs none /var/cache && mount -t tmpfs none /var/log
mount -t tmpfs none /run/dev && mkdir /run/dev/net
for node in ${DEVICES}; do [ -e /dev/$node ] && touch /run/dev/$node && mount --bind /dev/$node /run/dev/$node; done
mkdir /run/dev/shm /run/dev/pts && mount --rbind /dev/pts /run/dev/pts && mount --rbind /run/dev /dev
mkdir -p /run/libvirt /var/log/libvirt
for file in passwd group; do cp /etc/$file /run/$file && mount --bind /run/$file /etc/$file; done
grep -q ^libvirt-qemu: /etc/passwd || echo 'libvirt-qemu:x:64055:64055::/:/bin/false' >>/etc/passwd
grep -q ^libvirt-qemu: /etc/group || echo 'libvirt-qemu:x:64055:' >>/etc/group
printf '%s\\n' 'namespaces = []' 'cgroup_controllers = []' 'security_driver = "none"' 'user = "root"' 'group = "root"' \\
  'stdio_handler = "file"' >/etc/libvirt/qemu.conf
printf '%s\\n' 'auth_unix_rw = "none"' 'unix_sock_group = "root"' >/etc/libvirt/libvirtd.conf
libvirtd -d -f /etc/libvirt/libvirtd.conf </dev/null >/run/libvirtd.log 2>&1 || { cat /run/libvirtd.log >&2; exit 1; }
`;

/** A domain with a guest of the lab, and its balloon at 192 of 256 MiB. */
export interface LabDomain {
  readonly name: string;
  readonly uuid: string;
  /** Where its files are: also its console, and `second.sock`. */
  readonly directory: string;
  /** XML of its vCPUs and what goes with them. */
  readonly machine: string;
  /** XML of its disks, cards and other devices. */
  readonly devices: string;
}

/** Writes a domain, with a second monitor at `second.sock` for the one that is judged. */
function domainXml(
  { kernel, initramfs }: Lab,
  { name, uuid, directory, machine, devices }: LabDomain,
): string {
  return `
<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>${name}</name><uuid>${uuid}</uuid>
  <memory unit='MiB'>256</memory><currentMemory unit='MiB'>192</currentMemory>
  ${machine}
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
    <kernel>${kernel}</kernel><initrd>${initramfs}</initrd>
    <cmdline>console=ttyS0 quiet no_timer_check</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    ${devices}
    <memballoon model='virtio'><stats period='1'/></memballoon>
    <serial type='file'><source path='${directory}/console.log'/></serial>
  </devices>
  <qemu:commandline>
    <qemu:arg value='-chardev'/><qemu:arg value='socket,id=second,path=${directory}/second.sock,server=on,wait=off'/>
    <qemu:arg value='-mon'/><qemu:arg value='chardev=second,mode=control'/>
  </qemu:commandline>
</domain>`;
}

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

  /**
   * Starts a domain; resolves when its balloon has its size, for libvirt too, and its guest has reported its memory.
   */
  async create(lab: Lab, domain: LabDomain): Promise<void> {
    this.#host.write(this.#host.path('domain.xml'), domainXml(lab, domain));
    await this.virsh('create domain.xml');
    // libvirt's size of the balloon is that of the last event, of which QEMU sends one a second.
    await expect
      .poll(() => this.virsh(`domstats --balloon ${domain.name}`), { timeout: 120_000, interval: 500 })
      .toMatch(/balloon\.current=196608$.*usable/ms);
  }

  /** Runs virsh, and resolves to what it prints. */
  async virsh(command: string): Promise<string> {
    return await this.#host.shell(`virsh -c qemu:///system ${command}`);
  }
}
