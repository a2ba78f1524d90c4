/** Options without a value, of QEMU 5.2 to 11.1 (qemu-options.def). */
export const SWITCHES: ReadonlySet<string> = new Set(
  `h help version snapshot full-screen nographic portrait no-frame curses alt-grab ctrl-grab no-quit sdl win2k-hack
  no-fd-bootchk no-acpi no-hpet enable-kvm no-reboot no-shutdown daemonize nodefaults no-user-config only-migratable
  mem-prealloc singlestep usb xen-attach xen-domid-restrict semihosting old-param preconfig enable-fips
  enable-sync-profile async-teardown audio-help perfmap jitdump show-cursor S s`.split(/\s+/),
);

/** Options with a value; `id` is Proxmox VE's own. Those that the mock does not read are accepted, and have no effect. */
export const WITH_VALUE: ReadonlySet<string> = new Set(
  `machine M cpu accel smp numa add-fd set global boot m mem-path k audio audiodev device name uuid fda fdb hda hdb hdc
  hdd cdrom blockdev drive mtdblock sd pflash fsdev virtfs iscsi usbdevice display spice rotate vga g vnc acpitable
  smbios netdev nic net chardev tpmdev bios kernel append initrd dtb compat fw_cfg serial parallel monitor qmp
  qmp-pretty mon debugcon pidfile overcommit gdb d D dfilter seed L xen-domid action loadvm option-rom rtc icount
  watchdog watchdog-action echr virtioconsole tb-size incoming chroot runas prom-env semihosting-config sandbox
  readconfig trace plugin msg dump-vmstate object run-with shim soundhw no-kvm-pit-reinjection igvm-cfg
  realtime writeconfig id`.split(/\s+/),
);
