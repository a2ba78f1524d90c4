/**
 * Opens what a QEMU inherits, as a manager that starts it does, and becomes the program that follows. Its own handles are
 * kept above 63, and closed when it becomes the program: the numbers below are free for those that are asked for.
 */
const OPEN = `
use Socket;
use POSIX ();
my @low;
do { open(my $null, '<', '/dev/null') or die; push @low, $null } until fileno($low[-1]) > 62;
while ((my $word = shift) ne '--') {
  my ($number, $kind, $name) = split /:/, $word, 3;
  my $handle;
  if ($kind eq 'listen') {
    socket($handle, AF_UNIX, SOCK_STREAM, 0) && bind($handle, sockaddr_un($name)) && listen($handle, 1) or die "$name: $!";
  } else {
    open($handle, '+<', '/dev/net/tun') or die "/dev/net/tun: $!";
    my $flags = 0x0002 | 0x1000 | 0x4000 | ($kind eq 'queue' ? 0x0100 : 0);
    ioctl($handle, 0x400454ca, pack('a16 S x22', $name, $flags)) or die "$name: $!";
  }
  push @low, $handle;
  POSIX::dup2(fileno($handle), $number) or die "$number: $!";
}
exec @ARGV or die "$ARGV[0]: $!";
`;

/**
 * The words before a command that give it open descriptors by their numbers (3 to 62):
 *
 * - `listen:PATH`: a unix socket that listens
 * - `tap:NAME`: a tap, with virtio headers
 * - `queue:NAME`: one of the queues of a multiqueue tap
 */
export function openDescriptors(descriptors: { readonly [number: number]: string }): readonly string[] {
  const words = Object.entries(descriptors).map(([number, what]) => `${number}:${what}`);
  return words.length === 0 ? [] : ['perl', '-e', OPEN, ...words, '--'];
}
