import { expect, it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';

describeHost('where the screen of a guest is', (lab) => {
  it('is what QEMU says: VNC, SPICE, a unix path, several, none', async () => {
    const host = await LabHost.start(lab.qemu);
    const spice = host.path('qemu.spice');
    const vnc = host.path('x.vnc');
    const screens: { readonly [name: string]: readonly string[] } = {
      'spice-unix': ['-spice', `unix=on,disable-ticketing=on,addr=${spice}`],
      'spice-port': ['-spice', 'port=5930,disable-ticketing=on'],
      'spice-address': ['-spice', 'port=5931,addr=127.0.0.1,disable-ticketing=on'],
      'vnc-all': ['-vnc', ':2'],
      'vnc-none': ['-vnc', 'none'],
      'vnc-two': ['-vnc', '127.0.0.1:3', '-vnc', '127.0.0.1:7,id=second'],
      'vnc-websocket': ['-vnc', '127.0.0.1:4,websocket=on'],
      'vnc-unix': ['-vnc', `unix:${vnc}`],
      both: ['-vnc', '127.0.0.1:9', '-spice', 'port=5932,addr=127.0.0.1,disable-ticketing=on'],
    };
    await Promise.all(Object.entries(screens).map(([name, args]) => host.startPaused(name, args)));
    const { VMs } = (await host.collect()).record.data;
    const consoles = Object.entries(VMs).map(([name, vm]) => [name, [vm.console_type, vm.console]]);
    expect(Object.fromEntries(consoles)).toEqual({
      'spice-unix': ['spice', spice],
      'spice-port': ['spice', '*:5930'],
      'spice-address': ['spice', '127.0.0.1:5931'],
      'vnc-all': ['vnc', '0.0.0.0:5902'],
      'vnc-none': ['', ''],
      'vnc-two': ['vnc', '127.0.0.1:5903'],
      'vnc-websocket': ['vnc', '127.0.0.1:5904'],
      'vnc-unix': ['vnc', vnc],
      both: ['vnc', '127.0.0.1:5909'],
    });
  });
});
