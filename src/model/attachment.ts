/** Properties as QEMU itself takes them in QMP, by its own names. */
export interface QemuProperties {
  readonly [name: string]: unknown;
}

/** A device that is attached to a running guest, and the backends that are made for it, in this order, each as its command takes it. */
export interface Attachment {
  /** object-add: `{"qom-type":"secret","id":"key0","data":"…"}`. The data of a secret is shown nowhere. */
  readonly object?: readonly QemuProperties[] | undefined;
  /** chardev-add: `{"id":"serial1","backend":{"type":"null","data":{}}}` */
  readonly chardev?: QemuProperties | undefined;
  /** netdev_add: `{"type":"user","id":"net1"}` */
  readonly netdev?: QemuProperties | undefined;
  /** blockdev-add, the lowest node first: `{"driver":"qcow2","node-name":"data","file":{"driver":"file","filename":"/srv/data.qcow2"}}` */
  readonly blockdev?: readonly QemuProperties[] | undefined;
  /** device_add; by the `id` it is detached again: `{"driver":"virtio-blk-pci","id":"data","drive":"data"}` */
  readonly device: QemuProperties;
}

/** A device that is in the machine. */
export interface AttachedDevice {
  readonly id: string;
  /** Its QOM path. */
  readonly path: string;
  readonly driver: string;
  /** The bus that was chosen or given; `undefined` where QEMU has chosen it. */
  readonly bus: string | undefined;
  /**
   * Whether the guest has set up the device, as far as its PCI registers show: one without an operating system, or without a driver
   * for it, does not. `undefined` for a device that is not on PCI, and for a guest that does not run.
   */
  readonly isSetUp: boolean | undefined;
}

/** What a device was connected to. */
export interface Backend {
  readonly kind: 'object' | 'chardev' | 'netdev' | 'blockdev';
  /** Of a block node, its name. */
  readonly id: string;
}

/** A device that is gone. */
export interface DetachedDevice {
  readonly id: string;
  /** The backends that were removed with it, in that order. */
  readonly removed: readonly Backend[];
  /** Those that could not be removed, such as an image that another disk uses too, or were not to be. */
  readonly left: readonly (Backend & { readonly why: string })[];
}
