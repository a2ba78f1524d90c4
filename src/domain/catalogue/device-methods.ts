import { controls, here, type MethodEntry, refused } from './method-entry.js';
import { REFUSALS } from './refusals.js';

export const DEVICE_METHODS: readonly MethodEntry[] = [
  controls('attach_device', 'attach({device, …})', 'full', {
    source: 'blockdev-add, netdev_add, chardev-add, object-add, device_add',
    differs:
      "QEMU's own properties instead of XML, with the backends in one transaction. On a q35 it goes into the first pcie-root-port that is free, else into a bridge, and is refused where there is neither.",
  }),
  controls('detach_device', 'detach(id)', 'full', {
    source: 'device_del, DEVICE_DELETED, blockdev-del, netdev_del, chardev-remove, object-del',
    differs:
      'By the id of the device. It is gone with the event, which needs the guest; then its backends are removed.',
  }),
  controls('detach_device_alias', 'detach(id)', 'full', {
    source: 'device_del, DEVICE_DELETED',
    differs: 'An alias of libvirt is the id of the device.',
  }),
  controls(
    'update_device',
    'changeMedium(drive, file), eject(drive), setLink(card, isUp), setPassword(protocol, secret), expirePassword(protocol, when)',
    'partial',
    {
      source: 'blockdev-change-medium, eject, set_link, set_password, expire_password',
      differs: 'A method for each thing that QEMU can change while the guest runs, and there are no others.',
    },
  ),
  controls('open_console', 'openConsole(label)', 'partial', {
    source: 'query-chardev',
    differs:
      'A Node.js stream to its socket or pty, which serves one client. Consoles in files and on standard output cannot be opened.',
  }),
  controls('open_channel', 'openChannel(name)', 'partial', {
    source: 'query-chardev, qom-get of the port',
    differs: 'A Node.js stream to its socket or pty. That of the guest agent is refused.',
  }),
  here('open_graphics', 'openGraphics()', 'partial', {
    source: 'query-vnc-servers, query-spice',
    differs:
      'Where the display listens, to connect to. The form with a file descriptor is refused: Node.js cannot pass one to QEMU.',
  }),
  here('open_graphics_fd', 'openGraphicsFd()', 'partial', {
    source: 'query-vnc-servers, query-spice',
    differs:
      'Throws: Node.js cannot pass a file descriptor to QEMU. openGraphics() has where the display listens.',
  }),
  controls('graphics_reload', 'reloadGraphics()', 'full', {
    source: 'display-reload',
    differs: 'Not in QEMU 5.2; needs a VNC server with TLS.',
  }),
  refused('fd_associate', 'fdAssociate()', 'control', {
    source: 'a store of libvirt',
    differs: REFUSALS.fd_associate,
  }),
];
