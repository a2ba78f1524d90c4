/** How a security module of the host confines a guest's QEMU. */
export interface SecurityLabel {
  /** `selinux`, `apparmor`, `smack`, or `dac` for plain users and groups. */
  readonly model: string;
  /** Of AppArmor the name of the profile; of SELinux the context; of dac `+UID:+GID`. */
  readonly label: string;
  /** Whether what it forbids is refused, and not only logged; `undefined` when that is not known. */
  readonly isEnforcing: boolean | undefined;
}
