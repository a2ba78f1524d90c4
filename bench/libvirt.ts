import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A private libvirt with paused domains. */
export interface Libvirt extends AsyncDisposable {
  /** The arguments of virsh that print the statistics of every domain. */
  readonly domstats: readonly string[];
}

/**
 * Runs in a mount namespace, so that it cannot touch a libvirt of the host. Without /dev/kvm: where that exists and does
 * not work, libvirt probes QEMU again for each domain, and takes a minute.
 */
const START = `
  for directory in /run /etc/libvirt /var/lib/libvirt /var/cache/libvirt; do
    [ -d $directory ] && mount -t tmpfs none $directory
  done
  mkdir -p /run/libvirt /run/dev && mount -t tmpfs none /run/dev
  for node in null zero full random urandom tty ptmx; do
    touch /run/dev/$node && mount --bind /dev/$node /run/dev/$node
  done
  printf '%s\\n' 'namespaces = []' 'cgroup_controllers = []' 'security_driver = "none"' 'user = "root"' >/etc/libvirt/qemu.conf
  mkdir /run/dev/shm /run/dev/pts && mount --rbind /dev/pts /run/dev/pts && mount --rbind /run/dev /dev
  virtlogd -d
  exec libvirtd
`;

const DOMAIN = (name: string, disk: string) => `
  <domain type='qemu'>
    <name>${name}</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
    <os><type arch='x86_64' machine='q35'>hvm</type></os>
    <devices>
      <emulator>/usr/bin/qemu-system-x86_64</emulator>
      <disk type='file' device='disk'>
        <driver name='qemu' type='raw'/><source file='${disk}'/><target dev='vda' bus='virtio'/>
      </disk>
      <interface type='user'><model type='virtio'/></interface>
      <memballoon model='virtio'/>
    </devices>
    <seclabel type='none'/>
  </domain>`;

/**
 * Starts libvirt with paused domains.
 *
 * @throws {Error} when it is not installed, this user is not root, or it does not start
 */
export async function startLibvirt(count: number): Promise<Libvirt> {
  const isHere = ['/usr/sbin/libvirtd', '/usr/sbin/virtlogd', '/usr/bin/virsh'].every((path) =>
    existsSync(path),
  );
  if (!isHere || process.getuid?.() !== 0)
    throw new Error('libvirt is not installed, or this user is not root');
  const daemon = spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', START], {
    stdio: 'ignore',
  });
  const directory = mkdtempSync(join(tmpdir(), 'qg-'));
  const stop = async () => {
    daemon.kill('SIGKILL');
    await sleep(500);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const connection = await findConnection(daemon.pid ?? 0);
    for (let number = 0; number < count; number++) {
      const disk = join(directory, `disk${number}`);
      writeFileSync(disk, Buffer.alloc(1024 * 1024));
      const xml = join(directory, 'domain.xml');
      writeFileSync(xml, DOMAIN(`bench${number}`, disk));
      await run('virsh', [...connection, 'create', '--paused', xml]);
    }
    return { domstats: [...connection, 'domstats'], [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Finds the daemon's socket as seen from outside: the only child of unshare lives in the new namespaces. */
async function findConnection(unsharePid: number): Promise<readonly string[]> {
  for (let tries = 0; tries < 100; tries++) {
    const { stdout } = await run('pgrep', ['-P', String(unsharePid)]).catch(() => ({ stdout: '' }));
    const socket = `/proc/${stdout.trim()}/root/run/libvirt/libvirt-sock`;
    if (stdout.trim() !== '' && existsSync(socket)) return ['-c', `qemu+unix:///system?socket=${socket}`];
    await sleep(100);
  }
  throw new Error('libvirtd did not start within 10 s');
}
